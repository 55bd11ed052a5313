using ProbBnn.Cli;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Benchmarks;

/// <summary>A family of tasks with the network that the study of priors gives it.</summary>
/// <param name="Name">The name that command lines and tables have for it.</param>
/// <param name="Tasks">Where tasks come from; 40 to 99 points.</param>
/// <param name="Network">Widths, nonlinearity and features, and where the learned prior starts.</param>
internal sealed record PriorFamily(string Name, TaskFamily Tasks, DemoSettings Network)
{
    private const int UnseenPoints = 50;
    private const double LeastShare = 0.05, GreatestShare = 0.5;

    /// <summary>The families of the study: both with noise 0.05, both seen by two layers of 48 tanh units.</summary>
    public static IReadOnlyList<PriorFamily> All { get; } =
    [
        new("sawtooth", new Sawtooth(), Of()),
        new("heaviside", new Heaviside { Noise = 0.05 }, Of()),
    ];

    /// <summary>Tasks that no prior has seen, with 5 to 50 % of their 50 points given and the rest to predict.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Their seed; task i is the same however many are drawn.</param>
    public IEnumerable<(DataTask Context, DataTask Targets)> Unseen(int count, ulong seed)
    {
        var key = RandomKey.FromSeed(seed).Fold(Name).Fold("unseen");
        var family = Tasks with { MinPoints = UnseenPoints, MaxPoints = UnseenPoints + 1 };
        return family.Generate(count, key).Tasks.Select(task =>
        {
            var own = key.Fold("given").Fold(task.Id);
            double share = LeastShare + (GreatestShare - LeastShare) * own.Fold("share").Uniform(0, 0);
            var split = ContextSplit.ForEvaluation(task.Points, share, own.Fold("points"));
            return (task.Select(split.Context.AsSpan()), task.Select(split.Target.AsSpan()));
        });
    }

    private static DemoSettings Of()
    {
        var demo = new DemoSettings { Widths = [48, 48], Activation = Activation.Tanh };
        return demo with
        {
            Fit = demo.Fit with { Context = new ContextShare(0.1, 0.6), LearningRate = new LearningRate.Cosine(5e-3, 5e-5) },
        };
    }
}
