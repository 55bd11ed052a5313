using ProbBnn.Cli;
using ProbBnn.Dsl;
using ProbBnn.Inference;

namespace ProbBnn.Benchmarks;

/// <summary>The two models of a family that the study compares: one network and one noise, under a learned and a fixed prior.</summary>
/// <param name="Process">The process whose prior was learned.</param>
/// <param name="Learned">The learned prior, fixed, with the family's noise.</param>
/// <param name="Fixed">Every weight N(0, 1/K), with the same noise.</param>
internal sealed record PriorContest(AmortisedProcess Process, BnnModel Learned, BnnModel Fixed)
{
    /// <summary>The two models that a process and its family stand for.</summary>
    /// <param name="family">The family.</param>
    /// <param name="process">The process.</param>
    public static PriorContest Of(PriorFamily family, AmortisedProcess process)
    {
        var learned = LearnedPrior.Of(process).Model;
        var usual = DemoModels.Fixed(family.Network);
        return new PriorContest(process, WithNetworks(learned, learned.Likelihood), WithNetworks(usual, learned.Likelihood));
    }

    /// <summary>Names, scaling and range of the data.</summary>
    public DataFrame Frame => Process.Frame;

    private static BnnModel WithNetworks(BnnModel model, Likelihood likelihood) =>
        model.ToBuilder().Observe(likelihood).PseudoLikelihood(Amortised.LikeNetwork().IntegratingLastLayer()).Build();
}
