using System.Collections.Immutable;
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
        var expanded = Expansion.Of(program, (c, shapes) => composites == CompositeExecution.Expanded || !HasKernel(c, shapes));
        var paired = Residuals.Pair<T>(Views.Resolve(Listing.Of(program, expanded)), width);
        paired = DensePairs.Keep(paired, Lanes<T>(width), sizeof(T));
        var listing = StateOrder.Of(RealNoise.Limit(paired));
        var steps = Lower<T>(program, listing, width).Steps();
        var tiling = Tiling.Of(steps);
        return new Compiled<T>(program, listing, Planner.Plan(listing, tiling, sizeof(T)), tiling, tiling.Merge(steps));
    }

    private static bool HasKernel(Operation.Composite composite, ImmutableArray<Shape> arguments) => composite switch
    {
        Operation.AdamStep or Operation.ConjugateUpdate or Operation.ConjugateUpdateGradient or Operation.WeightedGram => true,
        Operation.DenseNetwork network => DenseLayout.Pays(DenseShape.Of(network.Hidden, arguments)),
        Operation.DenseNetworkGradient gradient => DenseLayout.Pays(DenseShape.Of(gradient.Network.Hidden, arguments[..^1])),
        _ => false,
    };

    private static int Lanes<T>(VectorWidth width)
        where T : unmanaged => width switch
        {
            VectorWidth.Bits512 => Vector512<T>.Count,
            VectorWidth.Bits256 => Vector256<T>.Count,
            VectorWidth.Bits128 => Vector128<T>.Count,
            _ => 1,
        };

    private static ILowering<T> Lower<T>(Program program, Listing listing, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T> => width switch
        {
            VectorWidth.Bits512 => new Lowering<T, Vector512<T>, Arithmetic512<T>>(program, listing),
            VectorWidth.Bits256 => new Lowering<T, Vector256<T>, Arithmetic256<T>>(program, listing),
            VectorWidth.Bits128 => new Lowering<T, Vector128<T>, Arithmetic128<T>>(program, listing),
            _ => new Lowering<T, T, ArithmeticScalar<T>>(program, listing),
        };
}
