// One linear layer, targets the observed outputs, noise the likelihood's: the posterior and the evidence of LastLayerPosterior, given
// nothing below. log p(y) is the joint predictive density of the data under the prior.
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The exact posterior of a linear model.</summary>
internal sealed class ExactPosterior : WeightSamplePosterior, IExactEvidence, IUpdatable
{
    private readonly TaskProblem problem;
    private readonly double[] mean;
    private readonly double[] root;
    private readonly double[] logNoise;
    private readonly int fanIn;
    private readonly int outputs;

    public ExactPosterior(TaskProblem problem)
        : base(new NetworkPrograms(problem.Engine, problem.Model, Dsl.LastLayerWeights.IntegratedOut), problem.Frame, problem.Context.Id)
    {
        this.problem = problem;
        var (model, space) = (problem.Model, problem.Space);
        (fanIn, outputs) = (model.FanIn(0), model.Outputs);
        var points = problem.Points();
        var noise = space.Likelihood(Expr.Zeros([1, space.Dimension])).LogStdDev!;
        var features = FunctionPass.Run(model, points.Inputs, space.Weights(Expr.Zeros([1, space.Dimension]))).LastFeatures;
        var targets = points.Outputs.Reshape([1, 1, points.Outputs.Shape[1], outputs]);
        var posterior = LastLayerPosterior.Of(space.Priors[0], features, targets, noise.Reshape([1, 1, 1, outputs]), points.Mask, 1);
        var prior = LastLayerPosterior.Of(
            space.Priors[0], features, targets, noise.Reshape([1, 1, 1, outputs]), points.Mask * 0.0, 1);
        var result = problem.Engine.Run(Program.Of(
            ("mean", posterior.Mean), ("root", posterior.Root), ("noise", noise),
            ("evidence", prior.JointLogDensity(features, points.Outputs, points.Mask, noise).Sum())));
        mean = [.. result["mean"].Doubles];
        root = [.. result["root"].Doubles];
        logNoise = [.. Enumerable.Repeat(result["noise"].Doubles.ToArray(), NetworkPrograms.SampleChunk).SelectMany(n => n)];
        LogEvidence = result["evidence"].Doubles[0];
    }

    /// <inheritdoc/>
    public double LogEvidence { get; }

    /// <inheritdoc/>
    public Posterior Update(DataTask more) => new ExactPosterior(
        new TaskProblem(problem.Engine, problem.Model, problem.Frame, problem.Context.And(more)));

    protected override int Distinct(int samples) => 1;

    protected override IEnumerable<WeightChunk> Draw(int samples, ulong seed)
    {
        int chunk = NetworkPrograms.SampleChunk, size = outputs * fanIn;
        var key = RandomKey.FromSeed(seed).Fold("posterior").Fold(Task);
        var means = Enumerable.Repeat(mean, chunk).SelectMany(m => m).ToArray();
        var roots = Enumerable.Repeat(root, chunk).SelectMany(r => r).ToArray();
        for (int first = 0; first < samples; first += chunk)
        {
            var weights = (double[])means.Clone();
            for (int i = 0; i < weights.Length; i++)
            {
                var ofSample = key.Fold(first + i / size);
                int unit = i % size / fanIn, row = i % fanIn;
                for (int j = 0; j < fanIn; j++)
                {
                    weights[i] += root[(unit * fanIn + row) * fanIn + j] * ofSample.Normal(unit, j);
                }
            }
            yield return new WeightChunk(
                first, Math.Min(chunk, samples - first),
                [new(NetworkPrograms.LayerName(0), weights), new(NetworkPrograms.LastMean, means), new(NetworkPrograms.LastRoot, roots)], logNoise);
        }
    }
}
