using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Benchmarks;

/// <summary>
/// The process trained on many tasks drawn from the model's own prior, as in the published study: 50,000 functions at 5 to 49 inputs uniform
/// in [-4, 4], observed with noise 0.1, whatever the noise of the model; AVI, 5 tasks a step.
/// </summary>
internal static class MetaTraining
{
    /// <summary>The name that command lines and tables have for it.</summary>
    public const string Name = "meta";

    private const int Tasks = 50_000;
    private const int FewestPoints = 5, MostPoints = 49, SharingInputs = 50, BatchTasks = 5;
    private const double HalfWidth = 4, TaskNoise = 0.1;

    /// <summary>What the training is allowed, in words.</summary>
    public static string Effort(AscentOptions ascent, int samples) => $"{Tasks} tasks, {MethodSettings.Climbed(ascent, samples)}";

    public static AmortisedProcess Run(IEngine engine, BnnModel model, double sigma, AscentOptions ascent, int samples, ulong seed) =>
        new AmortisedInference(engine, new Objective.Avi(samples)).Fit(
            model, new TaskSet(["x"], ["y"], [.. Draw(engine, model, seed)]), new FitOptions
            {
                Steps = ascent.Steps,
                BatchTasks = BatchTasks,
                LearningRate = ascent.LearningRate,
                ClipNorm = ascent.ClipNorm,
                Validation = ValidationOptions.None,
                Seed = seed,
            });

    /// <summary>Some functions share their inputs, so that they are drawn at once.</summary>
    private static IEnumerable<DataTask> Draw(IEngine engine, BnnModel model, ulong seed)
    {
        for (int first = 0; first < Tasks; first += SharingInputs)
        {
            var key = RandomKey.FromSeed(seed).Fold("meta").Fold(first);
            int points = FewestPoints + key.Integer(0, 0, MostPoints - FewestPoints + 1);
            double[] x = [.. Enumerable.Range(0, points).Select(i => HalfWidth * (2 * key.Fold("inputs").Uniform(0, i) - 1))];
            RandomKey[] keys = [.. Enumerable.Range(0, SharingInputs).Select(t => key.Fold(t))];
            var functions = PriorPredictive.Draw(engine, model, x, keys, RandomKey.FromSeed(0));
            for (int t = 0; t < SharingInputs; t++)
            {
                double[] y = [.. x.Select((_, i) => functions[t, i, 0] + TaskNoise * keys[t].Fold("noise").Normal(0, i))];
                yield return new DataTask($"{first + t}", x, y, 1, 1);
            }
        }
    }
}
