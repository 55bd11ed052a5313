using System.Collections.Immutable;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// Training as <c>Init</c>, <c>Step</c>, <c>Snapshot</c>, <c>Restore</c>. A trainer owns a session of the engine, in which alone the
/// parameters that are learned and their moments are; they leave it as an immutable <see cref="TrainingState"/>.
/// </summary>
public sealed class Trainer : IDisposable
{
    private const long NumbersWorthCollecting = 4_000_000;

    private readonly IEngine engine;
    private readonly LoweredModel lowered;
    private readonly TrainingData data;
    private readonly BatchShape shape;
    private readonly Batch batch;
    private readonly Validator? validator;
    private TrainingState rest;
    private TrainingPhase? phase;
    private int nextRelease;

    private Trainer(IEngine engine, TaskSet tasks, TrainingState state)
    {
        this.engine = engine;
        rest = state;
        StepsDone = nextRelease = state.Step;
        lowered = LoweredModel.Of(state.Model, state.Frame.OutputScales);
        data = new TrainingData(tasks, state.Frame, state.Objective, state.Options);
        shape = BatchShape.For(data.Training, state.Options.BatchTasks, state.Objective, state.Options);
        batch = new Batch(shape, state.Model, state.Objective.Samples);
        validator = data.Validation.IsEmpty ? null : new Validator(engine, lowered, state.Objective, state.Options, data);
    }

    /// <summary>Steps done.</summary>
    public int StepsDone { get; private set; }

    /// <summary>How training is done.</summary>
    public FitOptions Options => rest.Options;

    /// <summary>The tasks that validation watches, by name; none where there is no validation.</summary>
    public ValueList<string> ValidationTasks => data.Validation.Select(task => task.Id).ToValueList();

    /// <summary>Whether all steps are done, or validation has not improved for as long as the options allow.</summary>
    public bool IsFinished => StepsDone >= Options.Steps || OutOfPatience();

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
        foreach (var task in tasks.Tasks)
        {
            Labels.Require(model, frame, task);
        }
        var specs = LoweredModel.Of(model, frame.OutputScales).Parameters;
        var parameters = start?.Parameters ?? ParameterSet.Start(specs, RandomKey.FromSeed(options.Seed).Fold("start"));
        var none = new ParameterSet([]);
        return new Trainer(engine, tasks, new TrainingState(model, objective, options, frame, 0, parameters, none, none, null, []));
    }

    /// <summary>Goes on from a state.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="tasks">The same training tasks.</param>
    /// <param name="state">The state.</param>
    public static Trainer Restore(IEngine engine, TaskSet tasks, TrainingState state) => new(engine, tasks, state);

    /// <summary>One training step; validates where the options say so. A warm step without validation allocates nothing.</summary>
    /// <exception cref="NumericalException">A quantity is not finite; the state before the last validation is lost only if no snapshot
    /// was taken.</exception>
    public StepResult Step()
    {
        int step = StepsDone;
        var current = Phase(step);
        data.Fill(batch, step);
        double rate = Options.LearningRate.At(step, Options.Steps);
        var (objective, divergence, norm) = current.Run(batch, step, rate);
        StepsDone = step + 1;
        return new StepResult(objective, divergence, norm, rate, ValidationAfter(step + 1));
    }

    /// <summary>The whole state, as an immutable value, copied from the session.</summary>
    public TrainingState Snapshot() => rest with
    {
        Step = StepsDone,
        Parameters = Parameters(),
        FirstMoments = WithZeros(FirstMoments()),
        SecondMoments = WithZeros(SecondMoments()),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        phase?.Dispose();
        validator?.Dispose();
    }

    private TrainingPhase Phase(int step)
    {
        if (phase is not null && step < nextRelease)
        {
            return phase;
        }
        var next = Begin(step);
        if (next.Released.Sum(s => (long)s.Shape.Size) > NumbersWorthCollecting)
        {
            // What Begin handed over is garbage now, a third of what a snapshot takes: collected here, it is not held beside one.
            GC.Collect();
        }
        return next;
    }

    private TrainingPhase Begin(int step)
    {
        rest = rest with { Parameters = Parameters(), FirstMoments = FirstMoments(), SecondMoments = SecondMoments() };
        phase?.Dispose();
        phase = null;
        var released = lowered.Parameters.Where(s => s.ReleasedAt <= step).ToImmutableArray();
        var next = new TrainingPhase(engine, lowered, rest.Objective, shape, Options, released);
        next.WriteState(rest.Parameters, rest.FirstMoments, rest.SecondMoments);
        rest = rest with
        {
            Parameters = next.NotHeld(rest.Parameters),
            FirstMoments = next.NotHeld(rest.FirstMoments),
            SecondMoments = next.NotHeld(rest.SecondMoments),
        };
        nextRelease = lowered.Parameters.Select(s => s.ReleasedAt).Where(r => r > step).DefaultIfEmpty(int.MaxValue).Min();
        return phase = next;
    }

    private ParameterSet Parameters() => Known(rest.Parameters, name => name);

    private ParameterSet FirstMoments() => Known(rest.FirstMoments, AdamUpdates.FirstMoment);

    private ParameterSet SecondMoments() => Known(rest.SecondMoments, AdamUpdates.SecondMoment);

    /// <summary>Values from where they are, at rest or in the session; moments of what has never been learned are nowhere.</summary>
    private ParameterSet Known(ParameterSet atRest, Func<string, string> input) => new(lowered.Parameters
        .Select(spec => (spec.Name, Value: atRest.Contains(spec.Name) ? atRest[spec.Name] : phase?.Read(spec, input)))
        .Where(p => p.Value is not null)
        .Select(p => (p.Name, p.Value!)));

    private ParameterSet WithZeros(ParameterSet known) => new(lowered.Parameters
        .Select(spec => (spec.Name, known.Contains(spec.Name) ? known[spec.Name] : Tensor.Fill(spec.Shape, 0))));

    private ValidationPoint? ValidationAfter(int step) =>
        validator is not null && (step % Options.Validation.Every == 0 || step == Options.Steps) ? Validate(validator, step) : null;

    private ValidationPoint Validate(Validator validator, int step)
    {
        var parameters = Parameters();
        var point = validator.Run(step, name => parameters[name]);
        bool better = rest.History.Count == 0 || point.Criterion > rest.History.Max(h => h.Criterion);
        rest = rest with { Best = better ? parameters : rest.Best, History = rest.History.Add(point) };
        return point;
    }

    private bool OutOfPatience()
    {
        if (Options.Validation.Patience is not { } patience || rest.History.Count == 0)
        {
            return false;
        }
        int best = 0;
        for (int i = 1; i < rest.History.Count; i++)
        {
            best = rest.History[i].Criterion > rest.History[best].Criterion ? i : best;
        }
        return rest.History.Count - 1 - best >= patience;
    }
}
