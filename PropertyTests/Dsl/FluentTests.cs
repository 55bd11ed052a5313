using ProbBnn.Dsl;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Dsl;

public class FluentTests
{
    private static ModelBuilder Usual => Bnn.Regression(inputs: 1, outputs: 1)
        .Hidden(50, Activation.Tanh, Prior.PerUnit().ScaledByFanIn().Learned())
        .Hidden(50, Activation.Tanh, Prior.PerUnit().ScaledByFanIn().Learned())
        .Output(Prior.PerUnit().ScaledByFanIn().Learned())
        .Observe(Likelihood.Gaussian(StdDev.Of(0.2)).Learned(below: StdDev.Of(0.3)))
        .PseudoLikelihood(Amortised.Mlp(50, 50));

    [Fact]
    public void The_usual_regression_says_what_it_means()
    {
        var model = Usual.Build();
        var prior = new Prior(
            new PriorStructure.PerUnit(), new PriorScale.FanIn(), new PriorLearning.Learned(), new PriorStart.Zero());
        Assert.Equal((1, 1), (model.Inputs, model.Outputs));
        Assert.Equal([new HiddenLayer(50, Activation.Tanh, prior), new HiddenLayer(50, Activation.Tanh, prior)], model.Hidden);
        Assert.Equal(new OutputLayer(prior), model.Output);
        Assert.Equal(
            new Likelihood.Gaussian(StdDev.Of(0.2), new NoiseLearning.Learned(null, StdDev.Of(0.3)), NoiseUnits.Standardised),
            model.Likelihood);
        Assert.Equal(new ScalingPolicy(InputScaling.Standardise, OutputScaling.Standardise), model.Scaling);
        Assert.Equal(
            new PseudoLikelihood(
                new NetWidths.Given([50, 50]), new NetActivation.LikeNetwork(), new NetInput.Point(), new LogNoiseFloor.None(),
                new LastLayer(PseudoTargets.Observed, PseudoNoise.Likelihood, LastLayerWeights.Sampled)),
            model.PseudoLikelihood);
    }
}
