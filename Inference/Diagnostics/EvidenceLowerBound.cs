// ELBO = E_q [ log p(y | W) ] - KL(q, p) = mean over s of  ll_s(C) - sum_l KL_l,s,  never above the log evidence but for Monte Carlo error.
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A Monte Carlo estimate of a process's evidence lower bound of one task, in nats, in scaled units.</summary>
/// <param name="Mean">The estimate.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Samples">Number of weight samples.</param>
public sealed record EvidenceLowerBound(double Mean, double StandardError, int Samples)
{
    /// <summary>The largest standard error that is fine, in nats: differences of one nat between bounds are then seen.</summary>
    public const double LargestStandardError = 0.25;

    private const int Chunk = 250;

    /// <summary>Estimates the bound, with the whole task as context.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="process">The process.</param>
    /// <param name="task">The task, in the data's own units.</param>
    /// <param name="samples">Number of weight samples, at least 2.</param>
    /// <param name="seed">The seed of the weight samples.</param>
    /// <exception cref="NumericalException">A sample's bound is not finite.</exception>
    public static EvidenceLowerBound Estimate(IEngine engine, AmortisedProcess process, DataTask task, int samples = 10_000, ulong seed = 0)
    {
        RequireTwo(samples);
        var shape = new BatchShape(1, Math.Max(1, task.Points), 1);
        var terms = TaskTerms.Of(
            process.Lowered, shape.ContextInputs(process.Model), shape.TargetInputs(process.Model), shape.FreshInput(), Chunk);
        var program = Program.Of(("bound", terms.ContextLogDensity - terms.Divergence));
        var slots = ProgramSlots.Of(program);
        var batch = new Batch(shape, process.Model, Chunk);
        using var executable = engine.Compile(program);
        using var session = executable.Rent();
        var (part, bounds) = (new double[Chunk], new double[samples]);
        var scaled = process.Frame.Scaling.Forward(task);
        int[] all = [.. Enumerable.Range(0, task.Points)];
        for (int first = 0; first < samples; first += Chunk)
        {
            batch.Fill(0, scaled, new DrawnPoints(all, [], []), RandomKey.FromSeed(seed).Fold("evidence").Fold(task.Id).Fold(first));
            batch.WriteTo(session, slots);
            session.Run();
            session.Read(0, part);
            part.AsSpan(0, Math.Min(Chunk, samples - first)).CopyTo(bounds.AsSpan(first));
        }
        return Of(bounds, task.Id);
    }

    /// <summary>Estimates the bound of a context that is read in parts; for the same seed the same as of the same points at once.</summary>
    /// <param name="process">The process.</param>
    /// <param name="context">The whole task, in the data's own units.</param>
    /// <param name="options">The size of parts; samples and seed are those given here. Null for the defaults.</param>
    /// <param name="samples">Number of weight samples, at least 2.</param>
    /// <param name="seed">The seed of the weight samples.</param>
    /// <param name="cancellation">Ends the work with an exception.</param>
    /// <exception cref="NumericalException">A sample's bound is not finite.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static EvidenceLowerBound Estimate(
        AmortisedProcess process, PointSource context, LargeContextOptions? options = null, int samples = 1000, ulong seed = 0,
        CancellationToken cancellation = default)
    {
        RequireTwo(samples);
        var pass = process.PassOver(context, options ?? new LargeContextOptions());
        var key = RandomKey.FromSeed(seed).Fold("evidence").Fold(context.Id);
        var bounds = new double[samples];
        for (int first = 0; first < samples; first += NetworkPrograms.SampleChunk)
        {
            RandomKey[] keys =
                [.. Enumerable.Range(first, NetworkPrograms.SampleChunk).Select(s => key.Fold(s / Chunk * Chunk).Fold(s % Chunk))];
            var weights = pass.Condition(keys, (_, _) => { }, cancellation);
            double[] densities = pass.Score(weights, cancellation);
            for (int s = 0; s < Math.Min(densities.Length, samples - first); s++)
            {
                bounds[first + s] = densities[s] - weights.Divergences[s];
            }
        }
        return Of(bounds, context.Id);
    }

    /// <summary>The estimate of independent draws.</summary>
    /// <param name="bounds">The bound under each weight sample, at least 2.</param>
    /// <param name="task">The task's name.</param>
    /// <exception cref="NumericalException">A sample's bound is not finite.</exception>
    public static EvidenceLowerBound Of(ReadOnlySpan<double> bounds, string task)
    {
        RequireTwo(bounds.Length);
        Finite.Require(bounds, $"task {task}, evidence lower bound of sample");
        return new EvidenceLowerBound(
            DrawMoments.Mean(bounds), DrawMoments.StandardDeviation(bounds) / Math.Sqrt(bounds.Length), bounds.Length);
    }

    /// <summary>
    /// Whether the estimate is precise enough to compare bounds: fine up to a standard error of 0.25 nats, bad above 1. It says nothing of
    /// how far the bound lies below the evidence; k-hat does.
    /// </summary>
    public Verdict Verdict => new([Finding.AtMost(
        "evidence lower bound", "standard error", StandardError, LargestStandardError, 1, "take more samples before bounds are compared")]);

    private static void RequireTwo(int samples)
    {
        if (samples < 2)
        {
            throw new OptionException(new Problem("too few weight samples", "samples", $"{samples}", "at least 2", "10,000 is usual"));
        }
    }
}
