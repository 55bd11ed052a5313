using System.Collections.Immutable;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The parameters of a posterior given by inducing points, and what they mean.</summary>
internal sealed class InducingFamily(TaskProblem problem, GlobalInducing method) : IVariationalFamily
{
    private const string Inputs = "inducing inputs";

    private readonly LatentSpace space = problem.Space;
    private readonly GaussianBlock? noise = problem.Space.NoiseCount == 0
        ? null
        : new GaussianBlock("noise", problem.Space.WeightCount, problem.Space.NoiseCount, 1);

    private int Points => method.Points;

    /// <summary>The parameters and their starts: inputs at points of the data that lie apart, and standard normal where there are too few; the last
    /// layer's pseudo-targets at their outputs, all others zero.</summary>
    public ImmutableArray<ParameterSpec> Parameters()
    {
        var model = space.Model;
        var chosen = SpreadPoints.Of(problem.Scaled, Points, RandomKey.FromSeed(method.Seed).Fold("inducing points"));
        var specs = new List<ParameterSpec>
        {
            new(Inputs, [Points, model.Inputs], ParameterRole.InferenceNet, 0, key => Tensor.Generate([Points, model.Inputs], i =>
                i / model.Inputs < chosen.Count
                    ? problem.Scaled.InputsOf(chosen[i / model.Inputs])[i % model.Inputs]
                    : key.Normal(i / model.Inputs, i % model.Inputs))),
        };
        for (int layer = 0; layer < model.LayerCount; layer++)
        {
            bool last = layer == model.LayerCount - 1;
            int width = model.Width(layer);
            specs.Add(new ParameterSpec(TargetsName(layer), [Points, width], ParameterRole.InferenceNet, 0, _ =>
                Tensor.Generate([Points, width], i => last && i / width < chosen.Count
                    ? problem.Scaled.OutputsOf(chosen[i / width])[i % width]
                    : 0)));
            specs.Add(new ParameterSpec(FactorName(layer), [1, Points * (Points + 1) / 2], ParameterRole.InferenceNet, 0, _ => StartOfFactor()));
        }
        var start = new double[space.Dimension];
        space.NoiseStart.Doubles.CopyTo(start.AsSpan(space.WeightCount));
        return [.. specs, .. noise?.Parameters(GaussianMoments.Isotropic(start, 0.316)) ?? []];
    }

    /// <inheritdoc/>
    public VariationalDraw Draw(Func<string, Expr> parameters, int draws)
    {
        var layers = Enumerable.Range(0, space.Model.LayerCount).ToArray();
        var pass = InducingPass.Run(
            space, parameters(Inputs), [.. layers.Select(l => parameters(TargetsName(l)))],
            [.. layers.Select(l => Node.Of(new Operation.ExpPackedDiagonal(Points), parameters(FactorName(l)))[0]
                .UnpackLower(Points).Reshape([Points, Points]))], VariationalDraw.Keys, draws);
        if (noise is null)
        {
            return new VariationalDraw(pass.Whitened, pass.LogDensity, pass.Divergence);
        }
        var e = Expr.Normal(VariationalDraw.Keys, [draws], "noise", 1, noise.Count).Reshape([draws, noise.Count]);
        var latents = Expr.Concat(1, pass.Whitened, noise.Sample(parameters, e));
        var logDensity = e.Square().Sum(^1) * -0.5 - 0.5 * noise.Count * Math.Log(2 * Math.PI) - noise.LogDeterminant(parameters);
        return new VariationalDraw(latents, pass.LogDensity + logDensity, pass.Divergence + logDensity - space.NoiseLogPrior(latents));
    }

    private static string TargetsName(int layer) => $"pseudo-targets[{layer}]";

    private static string FactorName(int layer) => $"pseudo-noise[{layer}]";

    private Tensor StartOfFactor()
    {
        var packed = new double[Points * (Points + 1) / 2];
        for (int i = 0; i < Points; i++)
        {
            packed[i * (i + 1) / 2 + i] = Math.Log(method.StartNoiseStdDev);
        }
        return Tensor.Of([1, packed.Length], packed);
    }
}
