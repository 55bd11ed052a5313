// One linear layer, targets the observed outputs, noise the likelihood's: the posterior and the evidence of LinearPosterior. A draw is
// mean + R z; z is of each output by itself where outputs are independent, and the same for all where they are not.
using ProbBnn.Data;
using ProbBnn.Dsl;
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
    private readonly int columns;

    public ExactPosterior(TaskProblem problem)
        : base(
            new NetworkPrograms(problem.Engine, problem.Model, LastLayerWeights.IntegratedOut, Columns(problem)), problem.Frame,
            problem.Context.Id)
    {
        this.problem = problem;
        var (model, space) = (problem.Model, problem.Space);
        (fanIn, outputs, columns) = (model.FanIn(0), model.Outputs, Columns(problem));
        var noise = space.Likelihood(Expr.Zeros([1, space.Dimension])).LogStdDev!;
        var posterior = LinearPosterior.Of(space, problem.Points(), noise);
        var result = problem.Engine.Run(Program.Of(
            ("mean", posterior.Mean), ("root", posterior.Root), ("noise", noise), ("evidence", posterior.LogEvidence)));
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
                for (int j = 0; j < columns; j++)
                {
                    weights[i] += root[(unit * fanIn + row) * columns + j] * ofSample.Normal(columns == fanIn ? unit : 0, j);
                }
            }
            yield return new WeightChunk(
                first, Math.Min(chunk, samples - first),
                [new(NetworkPrograms.LayerName(0), weights), new(NetworkPrograms.LastMean, means), new(NetworkPrograms.LastRoot, roots)], logNoise);
        }
    }

    private static int Columns(TaskProblem problem) =>
        problem.Model.FanIn(0) * (problem.Space.JointPriorOf(0) is null ? 1 : problem.Model.Outputs);
}
