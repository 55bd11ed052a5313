using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;

namespace ProbBnn.Benchmarks;

/// <summary>
/// A training run whose steps are timed: one input, one output, P-AVI with four fifths of a task's points as context, noise 0.05, the
/// last layer with targets and the likelihood's noise, inference networks as wide as the network.
/// </summary>
/// <param name="Name">Name of the configuration.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Activation">Activation of the network and of its inference networks.</param>
/// <param name="Prior">Prior of every layer.</param>
/// <param name="Samples">Weight samples of a task.</param>
/// <param name="Fewest">Points of the smallest task.</param>
/// <param name="Beyond">One more than the points of the largest task.</param>
internal sealed record StepConfiguration(
    string Name, ValueList<int> Hidden, Activation Activation, Prior Prior, int Samples, int Fewest, int Beyond)
{
    /// <summary>Tasks in a step.</summary>
    public int Tasks { get; init; } = 5;

    /// <summary>Whether PP-AVI is maximised instead of P-AVI.</summary>
    public bool ScoresPosterior { get; init; }

    private const ulong Seed = 1;
    private const double Noise = 0.05;
    private static readonly Prior Frozen = Prior.PerWeight().ScaledByFanIn();
    private static readonly Prior Learned = Prior.PerUnit().Learned();

    /// <summary>The configurations that peers are timed on too.</summary>
    public static readonly ValueList<StepConfiguration> All =
    [
        new("elbo", [20, 20], Activation.Relu, Frozen, 8, 5, 50),
        new("small", [50, 50], Activation.Relu, Learned, 8, 20, 100),
        new("heaviside", [128, 128], Activation.Tanh, Learned, 8, 20, 100),
        new("wide", [250, 250, 250], Activation.Relu, Learned, 1, 40, 100),
    ];

    /// <summary>Widths far beyond what a covariance for each unit could hold, with the prior that all units share.</summary>
    public static readonly StepConfiguration Vast = new("vast", [1024, 1024], Activation.Relu, Frozen, 2, 64, 65);

    /// <summary>Widths, tasks and points that fill a GPU.</summary>
    public static readonly StepConfiguration Large =
        new("large", [512, 512, 512], Activation.Relu, Frozen, 8, 200, 201) { Tasks = 32, ScoresPosterior = true };

    /// <summary>All of them.</summary>
    public static IEnumerable<StepConfiguration> Known => [.. All, Vast, Large];

    /// <summary>What is maximised.</summary>
    public Objective Objective => ScoresPosterior ? new Objective.PpAvi(Samples) : new Objective.PAvi(Samples);

    /// <summary>The model.</summary>
    public BnnModel Model()
    {
        var builder = Bnn.Regression(inputs: 1, outputs: 1);
        foreach (int width in Hidden)
        {
            builder = builder.Hidden(width, Activation, Prior);
        }
        return builder
            .Output(Prior)
            .Observe(Likelihood.Gaussian(StdDev.Of(Noise)))
            .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
            .PseudoLikelihood(Amortised.LikeNetwork())
            .Build();
    }

    /// <summary>How the steps are done.</summary>
    /// <param name="steps">Number of steps.</param>
    public FitOptions Options(int steps) => new()
    {
        Steps = steps,
        BatchTasks = Tasks,
        Context = new ContextShare(0.8, 0.8),
        LearningRate = new LearningRate.Linear(1e-3, 1e-3),
        ClipNorm = null,
        Validation = ValidationOptions.None,
        Seed = Seed,
    };

    /// <summary>Points of the task at a position of the run.</summary>
    public int Points(int position) => Fewest + (int)((long)position * 7919 % (Beyond - Fewest));

    /// <summary>
    /// The tasks of a run, so listed that training, which walks a permutation of its tasks, meets sizes in the order of
    /// <see cref="Points"/>; where it meets them again, in another order.
    /// </summary>
    /// <param name="steps">Number of steps before it meets a task again.</param>
    public TaskSet Data(int steps)
    {
        int count = steps * Tasks;
        int[] order = Order(0, count);
        var tasks = new DataTask[count];
        for (int position = 0; position < count; position++)
        {
            tasks[order[position]] = Sawtooth(order[position], Points(position));
        }
        return new TaskSet(["x"], ["y"], tasks);
    }

    /// <summary>The permutation that training walks in an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="count">Number of tasks.</param>
    public static int[] Order(int epoch, int count) => RandomKey.FromSeed(Seed).Fold("order").Fold(epoch).Permutation(count);

    private static DataTask Sawtooth(int index, int points)
    {
        var key = RandomKey.FromSeed(Seed).Fold("task").Fold(index);
        double shift = 3 * key.Fold("shift").Uniform(0, 0);
        double[] x = new double[points], y = new double[points];
        for (int i = 0; i < points; i++)
        {
            x[i] = (8 * key.Fold("x").Uniform(i, 0)) - 4;
            double phase = x[i] + shift;
            y[i] = phase - (3 * Math.Floor(phase / 3)) - 1.5 + (Noise * key.Fold("noise").Normal(i, 0));
        }
        return new DataTask($"{index}", x, y, inputDimension: 1, outputDimension: 1);
    }
}
