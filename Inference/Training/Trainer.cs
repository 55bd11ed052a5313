using System.Collections.Immutable;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// Training as <c>Init</c>, <c>Step</c>, <c>Snapshot</c>, <c>Restore</c>. A trainer owns a session of the engine; its state leaves it
/// as an immutable
/// <see cref="TrainingState"/>.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly IEngine engine;
    private readonly LoweredModel lowered;
    private readonly TrainingData data;
    private readonly BatchShape shape;
    private readonly Batch batch;
    private readonly Validator? validator;
    private TrainingState state;
    private TrainingPhase? phase;

    private Trainer(IEngine engine, TaskSet tasks, TrainingState state)
    {
        this.engine = engine;
        this.state = state;
        lowered = LoweredModel.Of(state.Model, state.Frame.OutputScales);
        data = new TrainingData(tasks, state.Frame, state.Objective, state.Options);
        shape = BatchShape.For(data.Training, state.Options.BatchTasks, state.Objective, state.Options);
        batch = new Batch(shape, state.Model, state.Objective.Samples);
        validator = data.Validation.IsEmpty ? null : new Validator(engine, lowered, state.Objective, state.Options, data);
    }

    /// <summary>Steps done.</summary>
    public int StepsDone => state.Step;

    /// <summary>How training is done.</summary>
    public FitOptions Options => state.Options;

    /// <summary>The tasks that validation watches, by name; none where there is no validation.</summary>
    public ValueList<string> ValidationTasks => data.Validation.Select(task => task.Id).ToValueList();

    /// <summary>Whether all steps are done, or validation has not improved for as long as the options allow.</summary>
    public bool IsFinished => state.Step >= state.Options.Steps || OutOfPatience();

    /// <summary>Starts training.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="model">The description, with a pseudo-likelihood.</param>
    /// <param name="objective">What is maximised.</param>
    /// <param name="tasks">The training tasks, in their own units.</param>
    /// <param name="options">How to train.</param>
    /// <param name="start">Parameters to start from, for fine-tuning, with the frame they belong to; null for the model's own
    /// start.</param>
    /// <exception cref="ModelException">The model has no pseudo-likelihood.</exception>
    /// <exception cref="DataException">The tasks do not fit the model, or none can be learned from.</exception>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    public static Trainer Init(
        IEngine engine, BnnModel model, Objective objective, TaskSet tasks, FitOptions options,
            (ParameterSet Parameters, DataFrame Frame)? start = null)
    {
        options.Validated();
        var frame = start?.Frame ?? DataFrame.Of(model, tasks);
        var specs = LoweredModel.Of(model, frame.OutputScales).Parameters;
        var parameters = start?.Parameters ?? ParameterSet.Start(specs, RandomKey.FromSeed(options.Seed).Fold("start"));
        var zeros = ParameterSet.Zeros(specs);
        return new Trainer(engine, tasks, new TrainingState(model, objective, options, frame, 0, parameters, zeros, zeros, null, []));
    }

    /// <summary>Goes on from a state.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="tasks">The same training tasks.</param>
    /// <param name="state">The state.</param>
    public static Trainer Restore(IEngine engine, TaskSet tasks, TrainingState state) => new(engine, tasks, state);

    /// <summary>One training step; validates where the options say so.</summary>
    /// <exception cref="NumericalException">A quantity is not finite; the state before the last validation is lost only if no snapshot
    /// was taken.</exception>
    public StepResult Step()
    {
        int step = state.Step;
        var current = Phase(step);
        data.Fill(batch, step);
        double rate = state.Options.LearningRate.At(step, state.Options.Steps);
        var (objective, divergence, norm) = current.Run(batch, step, rate);
        state = state with { Step = step + 1 };
        return new StepResult(objective, divergence, norm, rate, ValidationAfter(step + 1));
    }

    /// <summary>The whole state, as an immutable value.</summary>
    public TrainingState Snapshot()
    {
        if (phase is null)
        {
            return state;
        }
        var released = phase.Released.ToDictionary(s => s.Name);
        ParameterSet Now(ParameterSet before, Func<string, string> input) => new(before.Names.Select(name =>
            (name, released.TryGetValue(name, out var spec) ? phase.Read(input(name), spec.Shape) : before[name])));
        state = state with
        {
            Parameters = Now(state.Parameters, name => name),
            FirstMoments = Now(state.FirstMoments, TrainingPrograms.FirstMoment),
            SecondMoments = Now(state.SecondMoments, TrainingPrograms.SecondMoment),
        };
        return state;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        phase?.Dispose();
        validator?.Dispose();
    }

    private TrainingPhase Phase(int step)
    {
        var released = lowered.Parameters.Where(s => s.ReleasedAt <= step).ToImmutableArray();
        if (phase is not null && phase.Released.Length == released.Length)
        {
            return phase;
        }
        var before = Snapshot();
        phase?.Dispose();
        phase = new TrainingPhase(engine, lowered, state.Objective, shape, state.Options, released);
        phase.WriteState(before.Parameters, before.FirstMoments, before.SecondMoments);
        return phase;
    }

    private ValidationPoint? ValidationAfter(int step)
    {
        if (validator is null || (step % state.Options.Validation.Every != 0 && step != state.Options.Steps))
        {
            return null;
        }
        var parameters = Snapshot().Parameters;
        var point = validator.Run(step, name => parameters[name]);
        bool better = state.History.Count == 0 || point.Criterion > state.History.Max(h => h.Criterion);
        state = state with { Best = better ? parameters : state.Best, History = state.History.Add(point) };
        return point;
    }

    private bool OutOfPatience()
    {
        if (state.Options.Validation.Patience is not { } patience || state.History.Count == 0)
        {
            return false;
        }
        var criteria = state.History.Select(h => h.Criterion).ToList();
        return criteria.Count - 1 - criteria.IndexOf(criteria.Max()) >= patience;
    }
}
