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
            ? Trainer.Init(
                problem.Engine, model, method.ObjectiveOf(), tasks, method.OptionsOf(), (StartOf(problem, method, start), problem.Frame))
            : Trainer.Restore(problem.Engine, tasks, StateOf(problem, method, state));
    }

    public bool IsFinished => trainer.IsFinished;

    public double ShareDone => (double)trainer.StepsDone / trainer.Options.Steps;

    /// <summary>The parameters before the first step: those given, as far as the model has them, or the networks' own start.</summary>
    public static ParameterSet StartOf(TaskProblem problem, PerTask method, ParameterSet? given)
    {
        var parameters = LoweredModel.Of(PerTask.ModelOf(problem), problem.Frame.OutputScales).Parameters;
        return given is null
            ? ParameterSet.Start(parameters, Foundation.RandomKey.FromSeed(method.Seed).Fold(method.Name))
            : new ParameterSet(parameters.Select(p => (p.Name, given[p.Name])));
    }

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
            model, method.ObjectiveOf(), method.OptionsOf(), problem.Frame, state.Contains(StepsDone) ? (int)state[StepsDone].Doubles[0] : 0, With(""), With(First),
            With(Second), null, []);
    }
}
