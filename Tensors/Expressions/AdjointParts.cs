using System.Collections.Immutable;

namespace ProbBnn.Tensors;

/// <summary>The sum of what reaches one tensor on its way back.</summary>
internal static class AdjointParts
{
    /// <summary>The sum of adjoints. Those of slices that lie side by side along one axis are joined, not each filled up with zeros and
    /// added.</summary>
    /// <param name="parts">Adjoints of one shape, at least one.</param>
    public static Expr Sum(IReadOnlyList<Expr> parts)
    {
        var axes = parts.Select(p => p.Node.Operation).OfType<Operation.Embed>().Select(e => e.Axis).Distinct().ToArray();
        foreach (int axis in axes)
        {
            var slices = parts.Where(p => p.Node.Operation is Operation.Embed e && e.Axis == axis)
                .OrderBy(p => ((Operation.Embed)p.Node.Operation).Start).ToArray();
            if (slices.Length > 1 && Joined(slices, axis) is { } joined)
            {
                return Sum([joined, .. parts.Except(slices)]);
            }
        }
        return parts.Aggregate((a, b) => a + b);
    }

    /// <summary>Slices in order with zeros in the gaps between them; null where two overlap.</summary>
    private static Expr? Joined(Expr[] slices, int axis)
    {
        var joined = ImmutableArray.CreateBuilder<Expr>();
        int at = 0;
        foreach (var slice in slices)
        {
            int start = ((Operation.Embed)slice.Node.Operation).Start;
            if (start < at)
            {
                return null;
            }
            Gap(start);
            joined.Add(slice.Node.Arguments[0]);
            at = start + slice.Node.Arguments[0].Shape[axis];
        }
        Gap(slices[0].Shape[axis]);
        return Expr.Concat(axis, joined.ToImmutable());

        void Gap(int end)
        {
            if (end > at)
            {
                joined.Add(Expr.Zeros(slices[0].Shape.With(axis, end - at)));
            }
        }
    }
}
