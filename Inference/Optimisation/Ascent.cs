using System.Collections.Immutable;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Climbs an objective of named tensors; the noise of step t comes from the key folded with t.</summary>
internal sealed class Ascent : IDisposable
{
    private const string Objective = "objective", Rate = "rate", Count = "count", StepsDoneName = "steps done";

    private readonly AscentOptions options;
    private readonly RandomKey key;
    private readonly ImmutableArray<ParameterSpec> parameters;
    private readonly Program program;
    private readonly IExecutable executable;
    private readonly ISession session;
    private readonly Slot rate;
    private readonly Slot count;
    private readonly RandomKey[] keys;
    private readonly double[] one = new double[1];

    /// <summary>Compiles the step.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="objective">A scalar, to be maximised, over the parameters as inputs of their names.</param>
    /// <param name="parameters">The named tensors, with their starts.</param>
    /// <param name="options">How.</param>
    /// <param name="key">The key of starts and noise.</param>
    /// <param name="state">A state to go on from, or null.</param>
    public Ascent(
        IEngine engine, Expr objective, ImmutableArray<ParameterSpec> parameters, AscentOptions options, RandomKey key, ParameterSet? state)
    {
        this.options = options;
        this.key = key;
        this.parameters = parameters;
        program = Build(objective, parameters, options.ClipNorm);
        executable = engine.Compile(program);
        session = executable.Rent();
        rate = Slot.Of(program, Rate);
        count = Slot.Of(program, Count);
        keys = program.Keys.Length == 0 ? [] : new RandomKey[program.Keys[0].Shape.Size];
        Write(state ?? ParameterSet.Start(parameters, key.Fold("start")));
    }

    /// <summary>Steps done.</summary>
    public int StepsDone { get; private set; }

    public bool IsFinished => StepsDone >= options.Steps;

    /// <summary>How many of all steps are done, from 0 to 1.</summary>
    public double ShareDone => (double)StepsDone / options.Steps;

    /// <summary>The objective of the last step.</summary>
    public double LastObjective { get; private set; }

    /// <summary>Takes at most so many steps.</summary>
    /// <exception cref="NumericalException">The objective is not finite.</exception>
    public void Advance(int steps)
    {
        for (int i = 0; i < steps && !IsFinished; i++)
        {
            Step();
        }
    }

    /// <summary>The parameters, their moments and the number of steps, by name.</summary>
    public ParameterSet Snapshot() => new(
        parameters.SelectMany(p => new[] { p.Name, AdamUpdates.FirstMoment(p.Name), AdamUpdates.SecondMoment(p.Name) }
            .Select(name => (name, session.ReadInputTensor(program.Input(name), p.Shape))))
        .Append((StepsDoneName, Tensor.Scalar(StepsDone))));

    public void Dispose()
    {
        session.Dispose();
        executable.Dispose();
    }

    private static Program Build(Expr objective, ImmutableArray<ParameterSpec> parameters, double? clipNorm)
    {
        var variables = parameters.Select(p => p.AsInput()).ToImmutableArray();
        var gradients = Gradients.Of(-objective, variables);
        var adam = AdamUpdates.Of(
            [.. parameters.Select((spec, i) => (spec, variables[i], gradients[i]))], clipNorm, Expr.Input(Rate, Shape.Scalar),
            _ => Expr.Input(Count, Shape.Scalar));
        return Program.Build([(Objective, objective)], adam.Updates.AsSpan());
    }

    private void Write(ParameterSet state)
    {
        foreach (string name in state.Names)
        {
            Slot.Of(program, name).Write(session, state[name].Doubles);
        }
        foreach (string moment in parameters.SelectMany(p => new[] { AdamUpdates.FirstMoment(p.Name), AdamUpdates.SecondMoment(p.Name) }))
        {
            if (!state.Contains(moment))
            {
                var slot = Slot.Of(program, moment);
                slot.Write(session, new double[program.InputShape(slot.Position).Size]);
            }
        }
        StepsDone = state.Contains(StepsDoneName) ? (int)state[StepsDoneName].Doubles[0] : 0;
    }

    private void Step()
    {
        var ofStep = key.Fold("noise").Fold(StepsDone);
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = ofStep.Fold(i);
        }
        if (keys.Length > 0)
        {
            session.WriteKeys(0, keys);
        }
        one[0] = options.LearningRate.At(StepsDone, options.Steps);
        rate.Write(session, one);
        one[0] = StepsDone + 1;
        count.Write(session, one);
        session.Run();
        session.Read(0, one);
        LastObjective = double.IsFinite(one[0]) ? one[0] : throw new NumericalException(new Problem(
            "a quantity is not finite", $"step {StepsDone + 1}, objective", $"{one[0]}", "a finite number",
            "lower the learning rate, or look for extreme values in the data"));
        StepsDone++;
    }
}
