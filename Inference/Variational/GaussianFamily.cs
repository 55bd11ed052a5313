// The family is Gaussian in coordinates u with v = M u the whitened weights of LatentSpace: M = I where a block of the family holds the
// whole block of correlated weights of the prior, so that every family of the weights is one of v. Where the prior correlates weights
// that the family holds independent, u are the weights in units of their prior standard deviations s around their prior means,
// M = L^-1 diag(s) (PriorCorrelation), and  log q(v) = log q(u) - log det M.
using System.Collections.Immutable;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A Gaussian variational family over the unknowns of a model.</summary>
internal sealed class GaussianFamily : IVariationalFamily
{
    private readonly ImmutableArray<GaussianBlock> blocks;
    private readonly GaussianBlock? noise;
    private readonly PriorCorrelation? correlation;
    private readonly GaussianMoments start;

    private GaussianFamily(
        LatentSpace space, ImmutableArray<GaussianBlock> blocks, PriorCorrelation? correlation, GaussianMoments start)
    {
        Space = space;
        this.start = start;
        this.blocks = blocks;
        this.correlation = correlation;
        noise = space.NoiseCount > 0 ? new GaussianBlock("noise", space.WeightCount, space.NoiseCount, 1) : null;
    }

    public LatentSpace Space { get; }

    /// <summary>The family of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="problem">Model and data.</param>
    /// <param name="start">Moments to start at, or null for the method's own start.</param>
    public static GaussianFamily Of(GaussianMethod method, TaskProblem problem, GaussianMoments? start)
    {
        var space = problem.Space;
        ImmutableArray<GaussianBlock> blocks = [.. method.Blocks(space)];
        var correlation = PriorCorrelation.Beyond(problem.Engine, space, blocks);
        return new GaussianFamily(
            space, blocks, correlation, start is null ? Start(space, method.StartStdDev) : correlation?.Coordinates(start) ?? start);
    }

    /// <summary>The moments of another Gaussian posterior of the same unknowns.</summary>
    /// <exception cref="ModelException">The posterior is not Gaussian.</exception>
    public static GaussianMoments MomentsOf(Posterior start, TaskProblem problem) => start is VariationalPosterior { Family: GaussianFamily gaussian } fitted
        ? gaussian.Moments(fitted.Parameters)
        : throw new ModelException(new Problem(
            "a Gaussian family cannot start there", $"task {problem.Context.Id}", start.GetType().Name, "a Gaussian posterior",
            "start from mean-field, unitwise, layerwise or full, or from nothing"));

    /// <inheritdoc/>
    public ImmutableArray<ParameterSpec> Parameters() => [.. AllBlocks().SelectMany(b => b.Parameters(start))];

    /// <inheritdoc/>
    public VariationalDraw Draw(Func<string, Expr> parameters, int draws)
    {
        var e = Expr.Normal(VariationalDraw.Keys, [draws], "latents", 1, Space.Dimension).Reshape([draws, Space.Dimension]);
        var u = Expr.Concat(1, [.. blocks.Select(b => b.Sample(parameters, e.Slice(1, b.First, b.Count)))]);
        var v = correlation?.Whiten(u) ?? u;
        var latents = noise is null ? v : Expr.Concat(1, v, noise.Sample(parameters, e.Slice(1, noise.First, noise.Count)));
        var logDensity = e.Square().Sum(^1) * -0.5 - 0.5 * Space.Dimension * Math.Log(2 * Math.PI)
            - AllBlocks().Select(b => b.LogDeterminant(parameters)).Aggregate((a, b) => a + b) - (correlation?.LogDeterminant ?? 0);
        return new VariationalDraw(latents, logDensity, Divergence(parameters, latents));
    }

    /// <summary>KL of the weights from the prior, a scalar.</summary>
    private Expr WeightDivergence(Func<string, Expr> parameters) =>
        correlation?.Divergence(parameters) ?? blocks.Select(b => b.Divergence(parameters)).Aggregate((a, b) => a + b);

    /// <summary>KL of each draw: of the weights in closed form, of the noise by its draw, [draws].</summary>
    private Expr Divergence(Func<string, Expr> parameters, Expr latents)
    {
        var ofWeights = WeightDivergence(parameters);
        if (noise is null)
        {
            return ofWeights.Reshape([1]).BroadcastTo([latents.Shape[0]]);
        }
        var entropy = noise.LogDeterminant(parameters) + 0.5 * noise.Count * (1 + Math.Log(2 * Math.PI));
        return ofWeights - entropy - Space.NoiseLogPrior(latents);
    }

    /// <summary>The whitened moments that parameters stand for.</summary>
    public GaussianMoments Moments(ParameterSet parameters)
    {
        var mean = new double[Space.Dimension];
        var all = AllBlocks().ToArray();
        var factors = all.Select(b => parameters[b.FactorName]).ToArray();
        var blockOf = new int[Space.Dimension];
        for (int b = 0; b < all.Length; b++)
        {
            parameters[all[b].MeanName].Doubles.CopyTo(mean.AsSpan(all[b].First));
            blockOf.AsSpan(all[b].First, all[b].Count).Fill(b);
        }
        var moments = new GaussianMoments(mean, Factor);
        return correlation?.Whitened(moments) ?? moments;

        double Factor(int i, int j)
        {
            var block = all[blockOf[i]];
            int row = (i - block.First) % block.Size, of = (i - block.First) / block.Size;
            int column = j - block.First - of * block.Size;
            return column < 0 ? 0 : block.Element(factors[blockOf[i]].Doubles, of, row, column);
        }
    }

    /// <summary>Prior means and a share of prior standard deviations; noise where it starts.</summary>
    private static GaussianMoments Start(LatentSpace space, double stdDev)
    {
        var mean = new double[space.Dimension];
        space.NoiseStart.Doubles.CopyTo(mean.AsSpan(space.WeightCount));
        return GaussianMoments.Isotropic(mean, stdDev);
    }

    private IEnumerable<GaussianBlock> AllBlocks() => noise is null ? blocks : blocks.Append(noise);
}
