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
        if (samples < 2)
        {
            throw new OptionException(new Problem("too few weight samples", "samples", $"{samples}", "at least 2", "10,000 is usual"));
        }
        var shape = new BatchShape(1, Math.Max(1, task.Points), 1);
        var terms = TaskTerms.Of(
            process.Lowered, shape.ContextInputs(process.Model), shape.TargetInputs(process.Model), shape.FreshInput(), Chunk);
        var program = Program.Of(("bound", terms.ContextLogDensity - terms.Divergence));
        var slots = ProgramSlots.Of(program);
        var batch = new Batch(shape, process.Model, Chunk);
        using var executable = engine.Compile(program);
        using var session = executable.Rent();
        var chunk = new double[Chunk];
        var bounds = new double[samples];
        var scaled = process.Frame.Scaling.Forward(task);
        int[] all = [.. Enumerable.Range(0, task.Points)];
        for (int first = 0; first < samples; first += Chunk)
        {
            batch.Fill(0, scaled, new DrawnPoints(all, [], []), RandomKey.FromSeed(seed).Fold("evidence").Fold(task.Id).Fold(first));
            batch.WriteTo(session, slots);
            session.Run();
            session.Read(0, chunk);
            chunk.AsSpan(0, Math.Min(Chunk, samples - first)).CopyTo(bounds.AsSpan(first));
        }
        return Of(bounds, task.Id);
    }

    /// <summary>The estimate of independent draws.</summary>
    /// <param name="bounds">The bound under each weight sample, at least 2.</param>
    /// <param name="task">The task's name.</param>
    /// <exception cref="NumericalException">A sample's bound is not finite.</exception>
    public static EvidenceLowerBound Of(ReadOnlySpan<double> bounds, string task)
    {
        if (bounds.Length < 2)
        {
            throw new OptionException(new Problem("too few weight samples", "samples", $"{bounds.Length}", "at least 2", "10,000 is usual"));
        }
        var (mean, variance) = MathNet.Numerics.Statistics.ArrayStatistics.MeanVariance(bounds.ToArray());
        return double.IsFinite(mean)
            ? new EvidenceLowerBound(mean, Math.Sqrt(variance / bounds.Length), bounds.Length)
            : throw new NumericalException(new Problem(
                "a quantity is not finite", $"task {task}, evidence lower bound", $"{mean}", "a finite number"));
    }
}
