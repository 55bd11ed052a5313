// One stretch of the vector: B independent blocks of n neighbouring numbers, u = m + L e with e ~ Normal(0, I), L lower triangular with a
// positive diagonal (diagonal altogether for n = 1). Per block
//   log q(u) = -1/2 |e|^2 - sum log L_jj - n/2 log 2 pi
//   KL(q, Normal(0, I)) = 1/2 [ |L|_F^2 + |m|^2 - n ] - sum log L_jj,   tr(G L L') = sum_jk L_jk (G L)_jk
// The parameters are m, log L_jj, and below the diagonal n^1/2 L_jk: a step of Adam moves every parameter by about the learning rate, so a
// row of L, whatever its length, moves by about the learning rate too.
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Independent Gaussians over neighbouring numbers of a vector, as parameters and expressions.</summary>
/// <param name="Name">The name that the parameters carry.</param>
/// <param name="First">Where the stretch begins.</param>
/// <param name="Blocks">Number of blocks, B.</param>
/// <param name="Size">Numbers of a block, n.</param>
internal sealed record GaussianBlock(string Name, int First, int Blocks, int Size)
{
    public int Count => Blocks * Size;

    public string MeanName => $"{Name}.mean";

    /// <summary>Packed lower triangles with log-diagonals, times n^1/2 below the diagonal [blocks, n (n + 1) / 2].</summary>
    public string FactorName => $"{Name}.factor";

    /// <summary>What a parameter below the diagonal is multiplied by to give the factor's element.</summary>
    private double BelowDiagonal => 1 / Math.Sqrt(Size);

    /// <summary>The parameters, starting at given means and factors.</summary>
    /// <param name="start">Mean and factor at the start.</param>
    public IEnumerable<ParameterSpec> Parameters(GaussianMoments start)
    {
        yield return new ParameterSpec(MeanName, [Blocks, Size], ParameterRole.InferenceNet, 0, _ =>
            Tensor.Of([Blocks, Size], start.Mean.AsSpan(First, Count)));
        yield return new ParameterSpec(FactorName, [Blocks, Size * (Size + 1) / 2], ParameterRole.InferenceNet, 0, _ => Pack(start));
    }

    /// <summary>L, [blocks, n, n]; for n = 1 [blocks, 1, 1].</summary>
    public Expr Factor(Func<string, Expr> parameters) => Packed(parameters).UnpackLower(Size);

    /// <summary>Sampled numbers [draws, blocks n] of noise of that shape.</summary>
    public Expr Sample(Func<string, Expr> parameters, Expr noise)
    {
        int draws = noise.Shape[0];
        var mean = parameters(MeanName).Reshape([1, Count]);
        return Size == 1
            ? mean + Packed(parameters).Reshape([1, Count]) * noise
            : mean + Expr.MatMul(
                noise.Reshape([draws, Blocks, Size]).Permute(1, 0, 2), Factor(parameters), transposeRight: true)
                .Permute(1, 0, 2).Reshape([draws, Count]);
    }

    /// <summary>sum log L_jj, a scalar.</summary>
    public Expr LogDeterminant(Func<string, Expr> parameters) => parameters(FactorName)
        .Gather(1, [.. Enumerable.Range(0, Size).Select(i => i * (i + 1) / 2 + i)]).Sum();

    /// <summary>KL to the standard normal, a scalar.</summary>
    public Expr Divergence(Func<string, Expr> parameters) =>
        (Packed(parameters).Square().Sum() + parameters(MeanName).Square().Sum() - Count) * 0.5 - LogDeterminant(parameters);

    /// <summary>The sum over blocks of tr(G L L'), a scalar.</summary>
    /// <param name="parameters">A parameter's expression by name.</param>
    /// <param name="gram">A symmetric matrix G for each block, row-major [blocks, n, n].</param>
    public Expr Trace(Func<string, Expr> parameters, double[] gram)
    {
        if (Size == 1)
        {
            return (Packed(parameters).Square() * Expr.Constant(Tensor.Of([Blocks, 1], gram))).Sum();
        }
        var factor = Factor(parameters);
        return (factor * Expr.MatMul(Expr.Constant(Tensor.Of([Blocks, Size, Size], gram)), factor)).Sum();
    }

    /// <summary>An element of a block's factor.</summary>
    /// <param name="parameters">The values of <see cref="FactorName"/>.</param>
    /// <param name="block">The block.</param>
    /// <param name="row">A row of it.</param>
    /// <param name="column">A column, at most the row.</param>
    public double Element(ReadOnlySpan<double> parameters, int block, int row, int column)
    {
        double packed = parameters[block * Size * (Size + 1) / 2 + row * (row + 1) / 2 + column];
        return column == row ? Math.Exp(packed) : packed * BelowDiagonal;
    }

    private Expr Packed(Func<string, Expr> parameters)
    {
        var values = Node.Of(new Operation.ExpPackedDiagonal(Size), parameters(FactorName))[0];
        if (Size == 1)
        {
            return values;
        }
        var scale = Enumerable.Range(0, Size).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => i == j ? 1 : BelowDiagonal));
        return values * Expr.Constant(Tensor.Of([1, Size * (Size + 1) / 2], [.. scale]));
    }

    private Tensor Pack(GaussianMoments start)
    {
        int length = Size * (Size + 1) / 2;
        var values = new double[Blocks * length];
        for (int b = 0; b < Blocks; b++)
        {
            int first = First + b * Size;
            for (int i = 0; i < Size; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double value = start.Factor(first + i, first + j);
                    values[b * length + i * (i + 1) / 2 + j] = i == j ? Math.Log(value) : value / BelowDiagonal;
                }
            }
        }
        return Tensor.Of([Blocks, length], values);
    }
}
