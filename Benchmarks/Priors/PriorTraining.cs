using ProbBnn.Cli;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Benchmarks;

/// <summary>Learns the prior of a family once, the noise being known: an amortised process, kept in a file.</summary>
/// <param name="Tasks">How many tasks it is learned from.</param>
/// <param name="Steps">Steps of the training.</param>
/// <param name="Samples">Weight samples of a task in a step.</param>
/// <param name="Seed">The seed of tasks and training.</param>
internal sealed record PriorTraining(int Tasks, int Steps, int Samples, ulong Seed)
{
    private const int Validations = 40;

    /// <summary>The process of a file, or a new one, which is written there.</summary>
    /// <param name="trainer">The engine that trains, in single precision.</param>
    /// <param name="engine">The engine that predicts.</param>
    /// <param name="family">The family.</param>
    /// <param name="path">The file.</param>
    public AmortisedProcess ProcessOf(IEngine trainer, IEngine engine, PriorFamily family, string path)
    {
        if (!File.Exists(path))
        {
            Train(trainer, family).Save(path);
        }
        return AmortisedProcess.Load(engine, path);
    }

    private AmortisedProcess Train(IEngine engine, PriorFamily family)
    {
        var tasks = family.Tasks.Generate(Tasks, RandomKey.FromSeed(Seed).Fold(family.Name).Fold("training"));
        var model = DemoModels.Learned(family.Network);
        var noise = StdDev.Of(family.Tasks.Noise / DataFrame.Of(model, tasks).OutputScales[0]);
        model = model.ToBuilder().Observe(Likelihood.Gaussian(noise)).Build();
        var objective = new Objective.PpAvi(Samples);
        var options = family.Network.Fit with { Seed = Seed };
        return new AmortisedInference(engine, objective).Fit(
            model, tasks,
            options with { Steps = Steps, Validation = options.Validation with { Every = Math.Max(1, Steps / Validations) } },
            new Reporter(family.Name));
    }

    /// <summary>A line for every validation.</summary>
    private sealed class Reporter(string family) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Validation is { } validation)
            {
                Console.Error.WriteLine($"{family}: step {value.Step} of {value.Steps}, validation {validation.Criterion:F3}");
            }
        }
    }
}
