using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Chooses the step of every operation, for one element type and register width.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
internal sealed class Lowering<T, TVector, TMath>(Program program, Listing listing) : ILowering<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    /// <inheritdoc/>
    public ImmutableArray<Step<T>> Steps() => [.. listing.Lines.Select(Of)];

    private Step<T> Of(Line line)
    {
        int x = line.Arguments.Count > 0 ? line.Arguments[0] : -1, y = line.Results[0];
        Shape from = x >= 0 ? listing.Shapes[x] : Shape.Scalar, to = y >= 0 ? listing.Shapes[y] : Shape.Scalar;
        return line.Operation switch
        {
            Operation.Add => Binary<AddFunction>(line),
            Operation.Subtract => Binary<SubtractFunction>(line),
            Operation.Multiply => Binary<MultiplyFunction>(line),
            Operation.Divide => Binary<DivideFunction>(line),
            Operation.Maximum => Binary<MaximumFunction>(line),
            Operation.Negate => Unary<NegateFunction>(line),
            Operation.Exp => Unary<ExpFunction>(line),
            Operation.Log => Unary<LogFunction>(line),
            Operation.Sqrt => Unary<SqrtFunction>(line),
            Operation.Square => Unary<SquareFunction>(line),
            Operation.Tanh => Unary<TanhFunction>(line),
            Operation.Sin => Unary<SinFunction>(line),
            Operation.Cos => Unary<CosFunction>(line),
            Operation.Sigmoid => Unary<SigmoidFunction>(line),
            Operation.Softplus => Unary<SoftplusFunction>(line),
            Operation.Relu => Unary<ReluFunction>(line),
            Operation.Step => Unary<StepFunction>(line),
            Operation.StopGradient or Operation.Reshape => new CopyStep<T>(x, y, 1, from.Size, 0, from.Size, 0, from.Size),
            Operation.BroadcastTo => new BroadcastStep<T>(x, from, y, to),
            Operation.SumTo => new SumStep<T, TVector, TMath>(x, from, y, to),
            Operation.LogSumExp reduction => new LogSumExpStep<T, TVector, TMath>(x, from, reduction.Axis, y),
            Operation.Permute permute => new PermuteStep<T>(x, from, permute.Order, y),
            Operation.Slice slice => Slice(slice, x, from, y, to),
            Operation.Embed embed => Embed(embed, x, from, y, to),
            Operation.Concat concat => new ConcatStep<T>([.. line.Arguments.Select(a => (a, listing.Shapes[a]))], concat.Axis, y, to),
            Operation.Gather gather => new GatherStep<T>(x, from, gather.Axis, gather.Positions, y),
            Operation.ScatterAdd scatter => new ScatterAddStep<T>(x, scatter.Axis, scatter.Positions, y, to),
            Operation.CountMask mask => new CountMaskStep<T>(x, mask.Capacity, y, from.Size),
            Operation.MatMul product => new MatMulStep<T>(
                product, x, from, line.Arguments[1], listing.Shapes[line.Arguments[1]], y, to, TMath.Width),
            Operation.Cholesky => new CholeskyStep<T>(x, from, y, TMath.Width),
            Operation.TriangularSolve solve => new TriangularSolveStep<T>(
                solve, x, line.Arguments[1], listing.Shapes[line.Arguments[1]], y, to, TMath.Width),
            Operation.Diagonal => Matrices<DiagonalMove>(x, y, from[..^2].Size, from[^1]),
            Operation.DiagonalMatrix => Matrices<DiagonalMatrixMove>(x, y, from[..^1].Size, from[^1]),
            Operation.LowerTriangle => Matrices<LowerTriangleMove>(x, y, from[..^2].Size, from[^1]),
            Operation.PackLower pack => Matrices<PackLowerMove>(x, y, from[..^2].Size, pack.Order),
            Operation.UnpackLower unpack => Matrices<UnpackLowerMove>(x, y, from[..^1].Size, unpack.Order),
            Operation.ExpPackedDiagonal factor => Matrices<ExpPackedDiagonalMove>(x, y, from[..^1].Size, factor.Order),
            Operation.KeyedNormal normal => Normal(normal, x, y),
            Operation.KeyedNormalAt normal => NormalAt(normal, x, from.Size, y),
            Operation.WeightedGram => new WeightedGramStep<T, TVector, TMath>(
                x, from, line.Arguments[1], listing.Shapes[line.Arguments[1]], y, to),
            Operation.AdamStep adam => new AdamKernel<T, TVector, TMath>(adam, line.Arguments, line.Results, from.Size),
            Operation.ConjugateUpdate update => new ConjugateUpdateStep<T>(Layer(update, line), line, listing),
            Operation.ConjugateUpdateGradient gradient => new ConjugateGradientStep<T>(Layer(gradient.Update, line), line, listing),
            Operation.DenseNetwork network => new DenseNetworkStep<T, TVector, TMath>(Dense(network, line), line),
            Operation.DenseNetworkGradient gradient => new DenseGradientStep<T, TVector, TMath>(Dense(gradient.Network, line), line),
            Operation.Input or Operation.Constant => throw Unexpected(line, "leaves have no step"),
            _ => throw Unexpected(line, "it is new"),
        };
    }

    private static InvalidOperationException Unexpected(Line line, string why) =>
        new($"No step for operation {line.Operation.Name}: {why}.");

    private ConjugateLayer<T> Layer(Operation.ConjugateUpdate update, Line line) => new(update, line, listing, TMath.Width);

    private DenseArguments<T> Dense(Operation.DenseNetwork network, Line line) => new(network, line, listing, TMath.Count);

    private UnaryStep<T, TVector, TMath, TFunction> Unary<TFunction>(Line line)
        where TFunction : IUnaryFunction => new(line.Arguments[0], line.Results[0], listing.Shapes[line.Results[0]].Size);

    private BinaryStep<T, TVector, TMath, TFunction> Binary<TFunction>(Line line)
        where TFunction : IBinaryFunction
    {
        var (a, b, y) = (line.Arguments[0], line.Arguments[1], line.Results[0]);
        return new(a, listing.Shapes[a], b, listing.Shapes[b], y, listing.Shapes[y]);
    }

    private static MatrixStep<T, TMove> Matrices<TMove>(int x, int y, int batch, int order)
        where TMove : IMatrixMove => new(x, y, batch, order);

    private static CopyStep<T> Slice(Operation.Slice slice, int x, Shape from, int y, Shape to)
    {
        int inner = from[(slice.Axis + 1)..].Size, length = slice.Length * inner;
        return new(x, y, from[..slice.Axis].Size, length, slice.Start * inner, from[slice.Axis] * inner, 0, length);
    }

    private static CopyStep<T> Embed(Operation.Embed embed, int x, Shape from, int y, Shape to)
    {
        int inner = from[(embed.Axis + 1)..].Size, length = from[embed.Axis] * inner;
        return new(x, y, from[..embed.Axis].Size, length, 0, length, embed.Start * inner, embed.Total * inner, clear: to.Size);
    }

    private Step<T> Normal(Operation.KeyedNormal operation, int counts, int y)
    {
        int keys = program.Key(operation.Keys);
        return TMath.Width switch
        {
            VectorWidth.Bits512 =>
                new KeyedNormalStep<T, Vector512<ulong>, Vector512<double>, Noise512, Arithmetic512<double>>(operation, keys, counts, y),
            VectorWidth.Bits256 =>
                new KeyedNormalStep<T, Vector256<ulong>, Vector256<double>, Noise256, Arithmetic256<double>>(operation, keys, counts, y),
            VectorWidth.Bits128 =>
                new KeyedNormalStep<T, Vector128<ulong>, Vector128<double>, Noise128, Arithmetic128<double>>(operation, keys, counts, y),
            _ => new KeyedNormalStep<T, ulong, double, NoiseScalar, ArithmeticScalar<double>>(operation, keys, counts, y),
        };
    }

    private Step<T> NormalAt(Operation.KeyedNormalAt operation, int positions, int columns, int y)
    {
        var at = new NoiseAt(operation, program.Key(operation.Keys), positions, columns, y);
        return TMath.Width switch
        {
            VectorWidth.Bits512 => new KeyedNormalAtStep<T, Vector512<ulong>, Vector512<double>, Noise512, Arithmetic512<double>>(at),
            VectorWidth.Bits256 => new KeyedNormalAtStep<T, Vector256<ulong>, Vector256<double>, Noise256, Arithmetic256<double>>(at),
            VectorWidth.Bits128 => new KeyedNormalAtStep<T, Vector128<ulong>, Vector128<double>, Noise128, Arithmetic128<double>>(at),
            _ => new KeyedNormalAtStep<T, ulong, double, NoiseScalar, ArithmeticScalar<double>>(at),
        };
    }
}
