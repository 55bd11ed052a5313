using System.Numerics;
using System.Runtime.Intrinsics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>From programs to steps and places.</summary>
internal static unsafe class Compiler
{
    /// <summary>Compiles a program.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="program">The program.</param>
    /// <param name="composites">How composites are computed.</param>
    /// <param name="width">Register width.</param>
    public static Compiled<T> Compile<T>(Program program, CompositeExecution composites, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var expanded = Expansion.Of(program, c => composites == CompositeExecution.Expanded || !HasKernel(c));
        var listing = StateOrder.Of(RealNoise.Limit(Residuals.Pair<T>(Views.Resolve(Listing.Of(program, expanded)), width)));
        var steps = Lower<T>(program, listing, width).Steps();
        var tiling = Tiling.Of(steps);
        return new Compiled<T>(program, listing, Planner.Plan(listing, tiling, sizeof(T)), tiling, tiling.Merge(steps));
    }

    private static bool HasKernel(Operation.Composite composite) =>
        composite is Operation.AdamStep or Operation.ConjugateUpdate or Operation.ConjugateUpdateGradient or Operation.WeightedGram;

    private static ILowering<T> Lower<T>(Program program, Listing listing, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T> => width switch
        {
            VectorWidth.Bits512 => new Lowering<T, Vector512<T>, Arithmetic512<T>>(program, listing),
            VectorWidth.Bits256 => new Lowering<T, Vector256<T>, Arithmetic256<T>>(program, listing),
            VectorWidth.Bits128 => new Lowering<T, Vector128<T>, Arithmetic128<T>>(program, listing),
            _ => new Lowering<T, T, ArithmeticScalar<T>>(program, listing),
        };
}
