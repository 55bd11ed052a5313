using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>What the demo does. The number of steps is fixed, so that one seed gives one result however fast the machine is.</summary>
public sealed record DemoSettings
{
    /// <summary>The seed of all randomness.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where tasks come from.</summary>
    public Sawtooth Family { get; init; } = new();

    /// <summary>How many tasks the prior is learned from.</summary>
    public int TrainingTasks { get; init; } = 2000;

    /// <summary>How many unseen tasks predictions are scored on.</summary>
    public int UnseenTasks { get; init; } = 100;

    /// <summary>The share of an unseen task's points that is given; the rest is predicted.</summary>
    public double GivenShare { get; init; } = 0.3;

    /// <summary>Widths of the hidden layers, of the network and of its inference networks.</summary>
    public ValueList<int> Widths { get; init; } = [32, 32];

    /// <summary>The nonlinearity.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>What is computed from the input before the first layer.</summary>
    public InputFeatures Features { get; init; } = InputFeatures.RawAndFourier(8);

    /// <summary>Where the learned prior starts.</summary>
    public PriorStart Start { get; init; } = new PriorStart.SmallRandom(0.5, 0.1);

    /// <summary>Weight samples of a task in a training step.</summary>
    public int TrainingSamples { get; init; } = 8;

    /// <summary>Steps, batches and rates of training; the same for both priors.</summary>
    public FitOptions Fit { get; init; } = new()
    {
        Steps = 3000,
        BatchTasks = 5,
        Context = new ContextShare(0.05, 0.6),
        LearningRate = new LearningRate.Cosine(1e-2, 5e-5),
        Validation = new ValidationOptions { Every = 100, MaxTasks = 40, Samples = 8 },
    };

    /// <summary>Weight samples of a prediction.</summary>
    public int Samples { get; init; } = 100;

    /// <summary>Limits of the search for the hyper-parameters of the Gaussian processes.</summary>
    public GaussianProcessOptions GaussianProcesses { get; init; } = new();

    /// <summary>How many functions are drawn from priors.</summary>
    public int PriorFunctions { get; init; } = 24;

    /// <summary>How many functions are drawn from a posterior.</summary>
    public int PosteriorFunctions { get; init; } = 8;

    /// <summary>How many unseen tasks are drawn.</summary>
    public int ShownTasks { get; init; } = 3;

    /// <summary>How many points of a drawn task are given, one chart each, at most 4.</summary>
    public ValueList<int> ShownCounts { get; init; } = [1, 5, 20];

    /// <summary>How many places curves are drawn at.</summary>
    public int GridPoints { get; init; } = 321;
}
