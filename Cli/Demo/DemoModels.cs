using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>
/// The two models of the demo: the same network and inference networks, once with a learned prior and once with a fixed one.
/// </summary>
public static class DemoModels
{
    private static readonly StdDev NoiseStart = StdDev.Of(0.2), NoiseLeast = StdDev.Of(0.02), NoiseMost = StdDev.Of(0.5);

    /// <summary>
    /// Units with a full covariance over their incoming weights; means and covariances learned from a small random start.
    /// </summary>
    /// <param name="settings">Widths and features.</param>
    public static BnnModel Learned(DemoSettings settings) =>
        With(settings, Prior.PerUnit().ScaledByFanIn().Learned().Starting(settings.Start));

    /// <summary>Every weight N(0, 1/K), K its layer's fan-in with the bias: the usual choice, never moved.</summary>
    /// <param name="settings">Widths and features.</param>
    public static BnnModel Fixed(DemoSettings settings) => With(settings, Prior.PerWeight().ScaledByFanIn().Fixed());

    private static BnnModel With(DemoSettings settings, Prior prior) => settings.Widths
        .Aggregate(Bnn.Regression(1, 1).Features(settings.Features),
            (builder, width) => builder.Hidden(width, settings.Activation, prior))
        .Output(prior)
        .Observe(Likelihood.Gaussian(NoiseStart).Learned(above: NoiseLeast, below: NoiseMost))
        .PseudoLikelihood(Amortised.LikeNetwork().IntegratingLastLayer())
        .Build();
}
