using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A fitted member of a variational family.</summary>
internal sealed class VariationalPosterior(TaskProblem problem, IVariationalFamily family, ParameterSet parameters)
    : LatentPosterior(problem), IEvidenceBound, IImportanceWeights
{
    /// <summary>The family.</summary>
    public IVariationalFamily Family => family;

    /// <summary>Which of its members.</summary>
    public ParameterSet Parameters => parameters;

    /// <inheritdoc/>
    public EvidenceLowerBound EvidenceLowerBound(int samples = 10_000, ulong seed = 0) => Inference.EvidenceLowerBound.Of(
        Evaluate("bound", latents => [("bound", LogLikelihood(latents) - Drawn().Divergence)], samples, seed)[0], Task);

    /// <inheritdoc/>
    public double[] LogImportanceWeights(int samples, ulong seed = 0) => Evaluate("importance", latents =>
        [("weight", LogLikelihood(latents) + Problem.Space.LogPrior(latents) - Drawn().LogDensity)], samples, seed)[0];

    protected override Expr Latents() => Drawn().Latents;

    protected override void Write(ISession session, Program program, int first, ulong seed) =>
        session.WriteKeys(program.Key(VariationalDraw.Keys), WeightChunk.Keys(Task, seed, first));

    private VariationalDraw Drawn() => family.Draw(name => Expr.Constant(parameters[name]), NetworkPrograms.SampleChunk);

    private Expr LogLikelihood(Expr latents) => Problem.Space.LogLikelihood(latents, Problem.Points());
}
