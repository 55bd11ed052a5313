using ProbBnn.Data;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Inference networks being trained on one data set.</summary>
internal sealed class PerTaskFit : ITaskFit
{
    private const string StepsDone = "steps done", First = ".m", Second = ".v";
    private const int StepsOfSlice = 50;

    private readonly Trainer trainer;
    private double last;

    public PerTaskFit(TaskProblem problem, PerTask method, ParameterSet? state, ParameterSet? start)
    {
        var model = PerTask.ModelOf(problem);
        var tasks = new TaskSet(problem.Frame.InputNames, problem.Frame.OutputNames, [problem.Context]);
        trainer = state is null
            ? Trainer.Init(problem.Engine, model, method.ObjectiveOf(), tasks, method.OptionsOf(), (
                Chosen(start) ?? ParameterSet.Start(
                    LoweredModel.Of(model, problem.Frame.OutputScales).Parameters,
                    Foundation.RandomKey.FromSeed(method.Seed).Fold(method.Name)),
                problem.Frame))
            : Trainer.Restore(problem.Engine, tasks, StateOf(problem, method, state));

        ParameterSet? Chosen(ParameterSet? all) => all is null ? null : new ParameterSet(
            LoweredModel.Of(model, problem.Frame.OutputScales).Parameters.Select(p => (p.Name, all[p.Name])));
    }

    public bool IsFinished => trainer.IsFinished;

    /// <summary>The process of the networks so far.</summary>
    public static AmortisedProcess ProcessOf(TaskProblem problem, PerTask method, ParameterSet state) =>
        AmortisedProcess.Of(problem.Engine, StateOf(problem, method, state));

    public ConditioningProgress Advance()
    {
        for (int i = 0; i < StepsOfSlice && !trainer.IsFinished; i++)
        {
            last = trainer.Step().Objective;
        }
        return new ConditioningProgress("optimising", trainer.StepsDone, trainer.Options.Steps, last);
    }

    public ParameterSet Snapshot()
    {
        var state = trainer.Snapshot();
        IEnumerable<(string, Tensor)> Named(ParameterSet set, string suffix) => set.Names.Select(n => (n + suffix, set[n]));
        return new ParameterSet(
            Named(state.Parameters, "").Concat(Named(state.FirstMoments, First)).Concat(Named(state.SecondMoments, Second))
                .Append((StepsDone, Tensor.Scalar(state.Step))));
    }

    public void Dispose() => trainer.Dispose();

    private static TrainingState StateOf(TaskProblem problem, PerTask method, ParameterSet state)
    {
        var model = PerTask.ModelOf(problem);
        var names = LoweredModel.Of(model, problem.Frame.OutputScales).Parameters.Select(p => p.Name).ToArray();
        ParameterSet With(string suffix) => new(names.Where(n => state.Contains(n + suffix)).Select(n => (n, state[n + suffix])));
        return new TrainingState(
            model, method.ObjectiveOf(), method.OptionsOf(), problem.Frame, (int)state[StepsDone].Doubles[0], With(""), With(First),
            With(Second), null, []);
    }
}
