using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// One chain as a machine that wants one gradient at a time. Randomness is keyed by chain and iteration, so an iteration that is broken
/// off can be done again from the state before it, bit for bit.
/// </summary>
internal sealed class Chain
{
    private readonly HamiltonianMethod method;
    private readonly HamiltonianOptions options;
    private readonly RandomKey key;
    private readonly ChainRow row;
    private readonly Whitening whitening;
    private readonly WarmUpSchedule schedule;
    private readonly RunningMoments moments;
    private readonly ChainRecord record;
    private readonly Transition transition;
    private readonly StepSearch search;
    private ChainPoint point;
    private DualAveraging averaging;
    private double stepSize;
    private long gradients, warmUpGradients, samplingGradients;
    private int iteration;

    public Chain(int index, HamiltonianMethod method, HamiltonianOptions options, ulong seed, ChainRow row)
    {
        (Index, this.method, this.options, this.row) = (index, method, options, row);
        key = RandomKey.FromSeed(seed).Fold("hamiltonian").Fold(index);
        point = new ChainPoint(row.Dimension);
        whitening = new Whitening(row.Dimension, options.Metric);
        schedule = WarmUpSchedule.Of(options.WarmUp, options.Metric);
        moments = new RunningMoments(row.Dimension, options.Metric);
        record = new ChainRecord(options, row.Dimension);
        var integrator = new Integrator(row, whitening, Name);
        transition = Transition.Of(method, integrator, options.LargestEnergyError);
        search = new StepSearch(integrator);
    }

    /// <summary>The chain, counted from 0.</summary>
    public int Index { get; }

    /// <summary>Iterations that are done.</summary>
    public int Iteration => iteration;

    /// <summary>Whether all iterations are done.</summary>
    public bool IsFinished => iteration == options.WarmUp + options.Draws;

    private string Name => $"chain {Index}";

    /// <summary>Begins at the position in the chain's row, which has been evaluated.</summary>
    /// <exception cref="NumericalException">The log density or its gradient is not finite there.</exception>
    public void Start(double logDensity)
    {
        Finite.Require(logDensity, $"{Name}, log density of the initial position");
        Finite.Require(row.Gradient, $"{Name}, gradient at the initial position, coordinate");
        point.Take(row, logDensity);
        warmUpGradients = 1;
        (averaging, stepSize) = options.StepSize switch
        {
            StepSize.Fixed step => (DualAveraging.From(step.Value), step.Value),
            StepSize.Adapted adapted => (DualAveraging.From(adapted.First), 0.0),
            _ => throw new OptionException(new Problem("not a step size", "stepSize", options.StepSize.ToString(), "fixed or adapted")),
        };
        BeginIteration();
    }

    /// <summary>Takes in an evaluation at the row's position.</summary>
    public void Advance(double logDensity)
    {
        gradients++;
        if (stepSize > 0)
        {
            if (transition.Advance(logDensity))
            {
                FinishIteration();
            }
        }
        else if (search.Advance(logDensity) is double found)
        {
            CountGradients();
            stepSize = found;
            averaging = DualAveraging.From(found);
            transition.Begin(point, stepSize, key.Fold(iteration));
        }
    }

    private void BeginIteration()
    {
        if (IsFinished)
        {
            return;
        }
        if (stepSize > 0)
        {
            transition.Begin(point, stepSize, key.Fold(iteration));
        }
        else
        {
            search.Begin(point, averaging.Current, key.Fold(iteration).Fold("step search"));
        }
    }

    private void FinishIteration()
    {
        var draw = transition.Draw;
        point = transition.Release(point);
        record.Add(iteration, draw, point);
        CountGradients();
        if (iteration < options.WarmUp)
        {
            Adapt(draw.Acceptance);
        }
        iteration++;
        BeginIteration();
    }

    private void CountGradients()
    {
        if (iteration < options.WarmUp)
        {
            warmUpGradients += gradients;
        }
        else
        {
            samplingGradients += gradients;
        }
        gradients = 0;
    }

    private void Adapt(double acceptance)
    {
        bool adapts = options.StepSize is StepSize.Adapted;
        if (options.StepSize is StepSize.Adapted adapted)
        {
            averaging = averaging.Next(acceptance, adapted.Acceptance ?? method.UsualAcceptance);
            stepSize = iteration + 1 == options.WarmUp ? averaging.Average : averaging.Current;
            if (!(stepSize > 0 && double.IsFinite(stepSize)))
            {
                throw new NumericalException(new Problem(
                    "no step size is left", $"{Name}, step size after iteration {iteration}", stepSize.ToString("R", null), "a positive number",
                    "look for noise or jumps in the log density, or fix the step size"));
            }
        }
        if (!schedule.Gathers(iteration))
        {
            return;
        }
        moments.Add(point.Position);
        if (schedule.EndsWindow(iteration))
        {
            whitening.Learn(moments, Name);
            moments.Clear();
            stepSize = adapts ? 0 : stepSize;
        }
    }

    /// <summary>How far the chain has come.</summary>
    public ChainProgress Progress()
    {
        bool warmingUp = iteration < options.WarmUp;
        var (divergences, depth) = record.Since(warmingUp ? 0 : options.WarmUp, iteration);
        return new ChainProgress(
            Index, iteration, options.WarmUp + options.Draws, warmingUp, stepSize, divergences, depth,
            warmUpGradients + samplingGradients);
    }

    /// <summary>What has been drawn so far.</summary>
    public ChainDraws Draws() => record.Draws(iteration, warmUpGradients, samplingGradients, stepSize);

    /// <summary>The state after the last finished iteration, or search of a step size.</summary>
    public ChainState Snapshot() => new(
        iteration, warmUpGradients, samplingGradients, [.. point.Position], point.LogDensity, [.. point.Gradient], stepSize,
        [averaging.Centre, averaging.Count, averaging.Error, averaging.LogStep, averaging.LogAverage],
        [.. whitening.IsDense ? whitening.Lower : whitening.Scale], moments.Count, [.. moments.Mean], [.. moments.Products],
        [.. record.Statistics(iteration)], [.. record.LogDensities(iteration)], [.. record.Positions(iteration)]);

    /// <summary>Goes on from a state.</summary>
    /// <exception cref="DataException">The state does not fit the dimension or the options.</exception>
    public void Restore(ChainState state)
    {
        int total = options.WarmUp + options.Draws;
        if (state.Iterations < 0 || state.Iterations > total)
        {
            throw new DataException(new Problem(
                "the state does not fit the options", $"{Name}, iterations", $"{state.Iterations}", $"0 to {total}"));
        }
        iteration = state.Iterations;
        (warmUpGradients, samplingGradients, stepSize) = (state.WarmUpGradients, state.SamplingGradients, state.StepSize);
        (point.LogDensity, moments.Count) = (state.LogDensity, state.WindowDraws);
        Fill(state.Position, point.Position, "position");
        Fill(state.Gradient, point.Gradient, "gradient");
        Fill(state.Metric, whitening.IsDense ? whitening.Lower : whitening.Scale, "metric");
        Fill(state.WindowMean, moments.Mean, "window's mean");
        Fill(state.WindowProducts, moments.Products, "window's products");
        Span<double> values = stackalloc double[5];
        Fill(state.Averaging, values, "averaging");
        averaging = new DualAveraging(values[0], values[1], values[2], values[3], values[4]);
        Fill(state.Statistics, record.Statistics(iteration), "statistics");
        Fill(state.LogDensities, record.LogDensities(iteration), "log densities");
        Fill(state.Draws, record.Positions(iteration), "draws");
        point.Position.CopyTo(row.Position);
        BeginIteration();
    }

    private void Fill(ValueList<double> from, Span<double> to, string what)
    {
        if (from.Count != to.Length)
        {
            throw new DataException(new Problem(
                "the state does not fit the dimension or the options", $"{Name}, {what}", $"{from.Count} values", $"{to.Length} values"));
        }
        from.AsSpan().CopyTo(to);
    }
}
