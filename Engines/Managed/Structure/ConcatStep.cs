using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Joins tensors along one axis.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class ConcatStep<T> : Step<T>
    where T : unmanaged
{
    private readonly ImmutableArray<CopyStep<T>> _parts;

    /// <summary>Settles where the parts go.</summary>
    /// <param name="parts">The arguments with their shapes.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="y">The result.</param>
    /// <param name="shape">Its shape.</param>
    public ConcatStep(ImmutableArray<(int Value, Shape Shape)> parts, int axis, int y, Shape shape)
    {
        int blocks = shape[..axis].Size, stride = shape[axis..].Size, start = 0;
        var copies = ImmutableArray.CreateBuilder<CopyStep<T>>();
        foreach (var (value, part) in parts)
        {
            int length = part[axis..].Size;
            copies.Add(new CopyStep<T>(value, y, blocks, length, 0, length, start, stride));
            start += length;
        }
        _parts = copies.ToImmutable();
    }

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        foreach (var part in _parts)
        {
            part.Run(frame);
        }
    }
}
