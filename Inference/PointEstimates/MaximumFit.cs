using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Several networks climbing the posterior density side by side, none touched by the others.</summary>
internal sealed class MaximumFit : ITaskFit
{
    private const int StepsOfSlice = 100;

    private readonly Ascent ascent;
    private readonly AscentOptions options;
    private readonly int members;

    /// <summary>Begins at draws from the prior, or at given starts [members][Dimension]; or goes on from a state.</summary>
    public MaximumFit(
        TaskProblem problem, int members, AscentOptions options, RandomKey key, ParameterSet? state, double[][]? starts)
    {
        this.options = options;
        this.members = members;
        var space = problem.Space;
        var parameter = new ParameterSpec(LogJoint.Latents, [members, space.Dimension], ParameterRole.InferenceNet, 0, k =>
            Tensor.Of([members, space.Dimension],
                Enumerable.Range(0, members).SelectMany(m => starts?[m] ?? LogJoint.PriorDraw(space, k.Fold(m))).ToArray()));
        ascent = new Ascent(
            problem.Engine, LogJoint.Of(problem, parameter.AsInput()).Sum(), [parameter], options, key, state);
    }

    public bool IsFinished => ascent.IsFinished;

    public double ShareDone => ascent.ShareDone;

    public static Posterior Posterior(TaskProblem problem, ParameterSet state) =>
        new DrawsPosterior(problem, [.. state[LogJoint.Latents].Doubles]);

    public ConditioningProgress Advance()
    {
        ascent.Advance(StepsOfSlice);
        return new ConditioningProgress("climbing", ascent.StepsDone, options.Steps, ascent.LastObjective / members);
    }

    public ParameterSet Snapshot() => ascent.Snapshot();

    public void Dispose() => ascent.Dispose();
}
