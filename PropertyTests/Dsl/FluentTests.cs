using ProbBnn.Dsl;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Dsl;

public class FluentTests
{
    [Fact]
    public void The_usual_regression_says_what_it_means()
    {
        var model = Catalogue.Usual.Build();
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

    [Fact]
    public void A_classification_leaves_targets_and_noise_to_the_networks_and_outputs_unscaled()
    {
        var model = Bnn.Classification(2, 3).Output(Prior.PerWeight()).PseudoLikelihood(Amortised.LikeNetwork()).Build();
        Assert.Equal(new Likelihood.Bernoulli(), model.Likelihood);
        Assert.Equal(new ScalingPolicy(InputScaling.Standardise, OutputScaling.None), model.Scaling);
        Assert.Equal(
            new LastLayer(PseudoTargets.Network, PseudoNoise.Network, LastLayerWeights.Sampled), model.PseudoLikelihood?.LastLayer);
    }

    [Fact]
    public void Builders_are_values_that_do_not_change()
    {
        var first = Catalogue.Usual;
        var second = first.Observe(Likelihood.Gaussian(StdDev.Of(0.5)));
        Assert.Equal(Catalogue.Usual, first);
        Assert.NotEqual(first, second);
        Assert.Equal(Catalogue.Usual.Build(), first.Build());
    }

    [Fact]
    public void Priors_over_layers_start_out_scaled_and_those_over_networks_unscaled_as_published()
    {
        Assert.Equal(
            new Prior(new PriorStructure.PerLayer(), new PriorScale.FanIn(), new PriorLearning.Fixed(), new PriorStart.Zero()),
            Prior.PerLayer());
        Assert.Equal(
            new Prior(new PriorStructure.PerNetwork(), new PriorScale.Unscaled(), new PriorLearning.Fixed(), new PriorStart.Zero()),
            Prior.PerNetwork());
    }

    [Fact]
    public void A_release_keeps_what_was_to_be_learned()
    {
        Assert.Equal(new PriorLearning.ReleasedAt(5, new PriorLearning.Learned()), Prior.PerUnit().ReleasedAt(5).Learning);
        Assert.Equal(new PriorLearning.ReleasedAt(5, new PriorLearning.Learned()), Prior.PerUnit().Learned().ReleasedAt(5).Learning);
        Assert.Equal(
            new PriorLearning.ReleasedAt(6, new PriorLearning.MeansOnly()),
            Prior.PerUnit().LearnedMeans().ReleasedAt(5).ReleasedAt(6).Learning);
    }
}
