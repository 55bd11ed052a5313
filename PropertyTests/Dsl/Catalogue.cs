using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.PropertyTests.Dsl;

/// <summary>Known models.</summary>
internal static class Catalogue
{
    public static ModelBuilder Usual => Bnn.Regression(inputs: 1, outputs: 1)
        .Hidden(50, Activation.Tanh, Prior.PerUnit().ScaledByFanIn().Learned())
        .Hidden(50, Activation.Tanh, Prior.PerUnit().ScaledByFanIn().Learned())
        .Output(Prior.PerUnit().ScaledByFanIn().Learned())
        .Observe(Likelihood.Gaussian(StdDev.Of(0.2)).Learned(below: StdDev.Of(0.3)))
        .PseudoLikelihood(Amortised.Mlp(50, 50));

    /// <summary>A model that says most of what can be said.</summary>
    public static BnnModel Everything => Bnn.Regression(inputs: 2, outputs: 3)
        .Features(InputFeatures.RawAndFourier(2).And(new InputFeatures.KeyedFourier(4, 1.5, 11)).And(new InputFeatures.Polynomial(2)))
        .Hidden(22, Activation.Silu, Prior.PerUnit().ScaledByFanIn().Learned().Starting(new PriorStart.SmallRandom(0.5, 0.1)))
        .HiddenResidual(22, Activation.Softplus, Prior.PerWeight().LearnedMeans().ReleasedAt(1000))
        .Output(Prior.PerUnit().ScaledByFanIn().LearnedMeans())
        .Observe(Likelihood.Gaussian(StdDev.Of(0.2)).Learned(above: StdDev.Of(0.01), below: StdDev.Of(0.3)).InDataUnits())
        .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.Standardise))
        .PseudoLikelihood(
            Amortised.Pyramid().Activated(Activation.Sin).SeeingActivations().LogNoiseAtLeast(-7)
                .LastLayerTargets(PseudoTargets.Network).IntegratingLastLayer())
        .Build();
}
