using System.Collections.Concurrent;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A posterior over the unknowns of a model as one vector, <see cref="LatentSpace"/>.</summary>
internal abstract class LatentPosterior(TaskProblem problem)
    : WeightSamplePosterior(
        new NetworkPrograms(problem.Engine, problem.Model, Dsl.LastLayerWeights.Sampled), problem.Frame, problem.Context.Id)
{
    private readonly ConcurrentDictionary<string, Lazy<IExecutable>> compiled = [];

    public TaskProblem Problem => problem;

    /// <summary>The unknowns of draws, [count][Dimension].</summary>
    public virtual double[][] LatentDraws(int count, ulong seed)
    {
        int chunk = NetworkPrograms.SampleChunk, n = problem.Space.Dimension;
        var executable = Compiled("latents", () => Program.Of(("latents", Latents())));
        var (values, draws) = (new double[chunk * n], new double[count][]);
        using var session = executable.Rent();
        for (int s = 0; s < count; s++)
        {
            if (s % chunk == 0)
            {
                Write(session, executable.Program, s, seed);
                session.Run();
                session.Read(0, values);
            }
            draws[s] = values.AsSpan(s % chunk * n, n).ToArray();
        }
        return draws;
    }

    /// <summary>The unknowns of draws of a posterior to start at, [count][Dimension].</summary>
    /// <param name="start">The posterior.</param>
    /// <param name="what">What starts there.</param>
    /// <param name="count">Number of draws.</param>
    /// <param name="seed">Their seed.</param>
    /// <exception cref="ModelException">It is not over a vector of unknowns.</exception>
    public static double[][] Starts(Posterior start, string what, int count, ulong seed) => start is LatentPosterior latent
        ? latent.LatentDraws(count, seed)
        : throw new ModelException(new Problem(
            $"{what} cannot start there", (start as WeightSamplePosterior)?.Task is { } task ? $"task {task}" : "start",
            start.GetType().Name, "a posterior over the same weights",
            "start from a Gaussian, inducing or sampled posterior, or from nothing"));

    /// <summary>The key of the draws of a seed.</summary>
    protected RandomKey Key(ulong seed) => RandomKey.FromSeed(seed).Fold("posterior").Fold(Task);

    /// <summary>The unknowns of a chunk of draws, as an expression [SampleChunk, Dimension].</summary>
    protected abstract Expr Latents();

    /// <summary>Hands what <see cref="Latents"/> needs for the draws from a number on to a session.</summary>
    protected abstract void Write(ISession session, Program program, int first, ulong seed);

    protected override IEnumerable<WeightChunk> Draw(int samples, ulong seed)
    {
        var executable = Compiled("weights", () =>
        {
            var latents = Latents();
            var weights = problem.Space.Weights(latents).Select((w, i) => (NetworkPrograms.LayerName(i), w));
            return problem.Space.LogNoise(latents) is { } noise
                ? Program.Of([.. weights, (NetworkPrograms.LogNoise, noise)])
                : Program.Of([.. weights]);
        });
        for (int first = 0; first < samples; first += NetworkPrograms.SampleChunk)
        {
            using var session = executable.Rent();
            Write(session, executable.Program, first, seed);
            session.Run();
            var values = NamedNumbers.OfOutputs(session, executable.Program);
            double[] logNoise = values.Where(v => v.Name == NetworkPrograms.LogNoise).Select(v => v.Values).FirstOrDefault() ?? [];
            yield return new WeightChunk(first, Math.Min(NetworkPrograms.SampleChunk, samples - first), values, logNoise);
        }
    }

    /// <summary>Values of each draw that a program computes from the unknowns, [samples] each.</summary>
    protected double[][] Evaluate(string name, Func<Expr, (string, Expr)[]> outputs, int samples, ulong seed)
    {
        var executable = Compiled(name, () => Program.Of(outputs(Latents())));
        var results = executable.Program.Outputs.Select(_ => new double[samples]).ToArray();
        var chunk = new double[NetworkPrograms.SampleChunk];
        using var session = executable.Rent();
        for (int first = 0; first < samples; first += chunk.Length)
        {
            Write(session, executable.Program, first, seed);
            session.Run();
            for (int o = 0; o < results.Length; o++)
            {
                session.Read(o, chunk);
                chunk.AsSpan(0, Math.Min(chunk.Length, samples - first)).CopyTo(results[o].AsSpan(first));
            }
        }
        return results;
    }

    private IExecutable Compiled(string name, Func<Program> build) =>
        compiled.GetOrAdd(name, _ => new Lazy<IExecutable>(() => problem.Engine.Compile(build()))).Value;
}
