using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How a chain moves: a closed union.</summary>
public abstract record HamiltonianMethod
{
    private HamiltonianMethod()
    {
    }

    /// <summary>
    /// The no-U-turn sampler: a path is doubled, forwards or backwards, until it turns back on itself, and one of its states is drawn by
    /// its density (Hoffman and Gelman 2014; multinomial weights and the generalised criterion of Betancourt 2017).
    /// </summary>
    /// <param name="MaxTreeDepth">The path is doubled at most so often, 1 to 20; a path has at most 2^depth - 1 steps.</param>
    public sealed record Nuts(int MaxTreeDepth = 10) : HamiltonianMethod;

    /// <summary>Hamiltonian Monte Carlo: a path of given length, its end accepted or refused (Duane et al. 1987; Neal 2011).</summary>
    /// <param name="Path">How long the path is.</param>
    /// <param name="Jitter">Each iteration multiplies the length by a factor drawn from 1 - jitter to 1 + jitter; from 0 to below 1. Paths
    /// of equal length can come back to where they began, again and again.</param>
    public sealed record Hmc(PathLength Path, double Jitter = 0.2) : HamiltonianMethod;

    /// <summary>
    /// A path of one step. With step size e this is the Metropolis-adjusted Langevin algorithm with step e^2: the proposal is
    /// x + (e^2 / 2) M^-1 grad + e M^-1/2 z, and both acceptance ratios are equal (Roberts and Rosenthal 1998; Neal 2011).
    /// </summary>
    public sealed record Langevin : HamiltonianMethod;

    /// <summary>The acceptance at which the method is efficient, where the options name none: 0.8, for Langevin 0.574.</summary>
    internal double UsualAcceptance => this is Langevin ? 0.574 : 0.8;

    /// <summary>The tree depth at which paths are cut off; null for methods without trees.</summary>
    internal int? DeepestTree => this is Nuts nuts ? nuts.MaxTreeDepth : null;

    internal void Validate()
    {
        switch (this)
        {
            case Nuts nuts:
                HamiltonianOptions.Require(nuts.MaxTreeDepth is >= 1 and <= 20, "method.maxTreeDepth", $"{nuts.MaxTreeDepth}", "1 to 20");
                break;
            case Hmc hmc:
                hmc.Path.Validate();
                HamiltonianOptions.Require(hmc.Jitter is >= 0 and < 1, "method.jitter", $"{hmc.Jitter:R}", "from 0 to below 1");
                break;
            case Langevin:
                break;
            default:
                throw new OptionException(new Problem("not a method", "method", ToString(), "NUTS, HMC or Langevin"));
        }
    }
}
