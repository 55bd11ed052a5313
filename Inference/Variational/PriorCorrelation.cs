// For a unit with prior factor L (lower) and standard deviations s_i = |row i of L|:  M = L^-1 diag(s), lower triangular, v = M u, and
// (M'M)^-1 is the prior's correlation matrix. With independent u_j of standard deviation t_j:
//   KL = 1/2 [ sum_j t_j^2 sum_i M_ij^2 + |M m|^2 - P ] - sum log t_j - log det M
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Prior correlations within the units of a network, for families that hold single weights independent.</summary>
internal sealed class PriorCorrelation
{
    private readonly LatentSpace space;
    private readonly double[][] roots;

    private PriorCorrelation(LatentSpace space, double[][] roots)
    {
        this.space = space;
        this.roots = roots;
        for (int l = 0; l < roots.Length; l++)
        {
            int k = space.Model.FanIn(l);
            LogDeterminant += Enumerable.Range(0, space.Model.Width(l) * k).Sum(i => Math.Log(roots[l][(i / k * k + i % k) * k + i % k]));
        }
    }

    /// <summary>log det M over all units.</summary>
    public double LogDeterminant { get; }

    /// <summary>The correlations of a model's priors, or null where all weights are independent a priori.</summary>
    public static PriorCorrelation? WithinUnits(IEngine engine, LatentSpace space) =>
        space.Priors.All(p => p.Structure == FactorStructure.Diagonal)
            ? null
            : new PriorCorrelation(space, [.. Enumerable.Range(0, space.Model.LayerCount).Select(l => Root(engine, space, l))]);

    /// <summary>v = M u of weights [draws, P].</summary>
    public Expr Whiten(Expr u) => Expr.Concat(1, [.. Enumerable.Range(0, roots.Length).Select(l =>
    {
        var (units, fanIn, draws) = (space.Model.Width(l), space.Model.FanIn(l), u.Shape[0]);
        var ofLayer = u.Slice(1, space.FirstOf(l), units * fanIn).Reshape([draws, units, fanIn]).Permute(1, 0, 2);
        return Expr.MatMul(ofLayer, RootOf(l), transposeRight: true).Permute(1, 0, 2).Reshape([draws, units * fanIn]);
    })]);

    /// <summary>KL of independent weights u from the prior, a scalar.</summary>
    public Expr Divergence(GaussianBlock weights, Func<string, Expr> parameters)
    {
        var squares = new double[space.WeightCount];
        for (int l = 0; l < roots.Length; l++)
        {
            int k = space.Model.FanIn(l), first = space.FirstOf(l);
            for (int i = 0; i < roots[l].Length; i++)
            {
                squares[first + i / (k * k) * k + i % k] += roots[l][i] * roots[l][i];
            }
        }
        var variances = (parameters(weights.FactorName) * 2.0).Exp().Reshape([1, space.WeightCount]);
        var trace = (variances * Expr.Constant(Tensor.Of([1, space.WeightCount], squares))).Sum();
        var mean = Whiten(parameters(weights.MeanName).Reshape([1, space.WeightCount]));
        return (trace + mean.Square().Sum() - space.WeightCount) * 0.5 - weights.LogDeterminant(parameters) - LogDeterminant;
    }

    /// <summary>Moments of v as independent moments of u = M^-1 v; correlations between the u are dropped.</summary>
    public GaussianMoments Coordinates(GaussianMoments whitened)
    {
        var mean = (double[])whitened.Mean.Clone();
        var stdDevs = Enumerable.Range(0, mean.Length).Select(i => whitened.Factor(i, i)).ToArray();
        for (int l = 0; l < roots.Length; l++)
        {
            int k = space.Model.FanIn(l);
            for (int unit = 0; unit < space.Model.Width(l); unit++)
            {
                int first = space.FirstOf(l) + unit * k;
                for (int i = 0; i < k; i++)
                {
                    double sum = mean[first + i];
                    for (int j = 0; j < i; j++)
                    {
                        sum -= roots[l][(unit * k + i) * k + j] * mean[first + j];
                    }
                    mean[first + i] = sum / roots[l][(unit * k + i) * k + i];
                }
            }
        }
        return new GaussianMoments(mean, (i, j) => i == j ? stdDevs[i] : 0);
    }

    /// <summary>Moments of v = M u for independent u.</summary>
    public GaussianMoments Whitened(GaussianMoments moments)
    {
        var mean = new double[moments.Mean.Length];
        moments.Mean.CopyTo(mean, 0);
        for (int i = 0; i < space.WeightCount; i++)
        {
            mean[i] = Enumerable.Range(0, i + 1).Sum(j => Element(i, j) * moments.Mean[j]);
        }
        return new GaussianMoments(mean, (i, j) =>
            i < space.WeightCount ? Element(i, j) * moments.Factor(j, j) : moments.Factor(i, j));
    }

    private double Element(int row, int column)
    {
        int l = Enumerable.Range(0, roots.Length).Last(layer => space.FirstOf(layer) <= row);
        int k = space.Model.FanIn(l), first = space.FirstOf(l), unit = (row - first) / k;
        int j = column - first - unit * k;
        return j < 0 || j >= k ? 0 : roots[l][(row - first) * k + j];
    }

    private Expr RootOf(int layer)
    {
        var (units, fanIn) = (space.Model.Width(layer), space.Model.FanIn(layer));
        return Expr.Constant(Tensor.Of([units, fanIn, fanIn], roots[layer]));
    }

    /// <summary>M of every unit, row-major [units, fanIn, fanIn].</summary>
    private static double[] Root(IEngine engine, LatentSpace space, int layer)
    {
        var prior = space.Priors[layer];
        var (units, k) = (space.Model.Width(layer), space.Model.FanIn(layer));
        var dense = prior.Structure == FactorStructure.Lower ? prior.Factor.UnpackLower(k) : prior.Factor.DiagonalMatrix();
        var spread = dense.Square().Sum(^1).Sqrt().DiagonalMatrix();
        return engine.Run(Program.Of(("root", dense.TriangularSolve(spread).BroadcastTo([units, k, k]))))["root"].Doubles.ToArray();
    }
}
