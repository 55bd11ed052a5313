using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// One iteration of a chain as a machine that wants one gradient at a time: <see cref="Begin"/> puts a position into the chain's row, and
/// each evaluation is answered by <see cref="Advance"/>, which puts in the next one until the iteration is finished. All randomness comes
/// from the key of the iteration.
/// </summary>
internal abstract class Transition
{
    /// <summary>Begins an iteration.</summary>
    /// <param name="from">The state of the chain; left as it is.</param>
    /// <param name="stepSize">The step size, positive.</param>
    /// <param name="key">The key of the chain and iteration.</param>
    public abstract void Begin(ChainPoint from, double stepSize, RandomKey key);

    /// <summary>Takes in an evaluation at the row's position.</summary>
    /// <param name="logDensity">The log density there.</param>
    /// <returns>Whether the iteration is finished.</returns>
    public abstract bool Advance(double logDensity);

    /// <summary>What there is to note about a finished iteration.</summary>
    public abstract HamiltonianDraw Draw { get; }

    /// <summary>
    /// Hands over the state of the chain after a finished iteration: the point that it began at, or one of the transition's own in
    /// exchange for that.
    /// </summary>
    /// <param name="spare">The point that the iteration began at.</param>
    /// <returns>The state, now the caller's.</returns>
    public abstract ChainPoint Release(ChainPoint spare);

    /// <summary>The transition of a method.</summary>
    public static Transition Of(HamiltonianMethod method, Integrator integrator, double largestError) => method switch
    {
        HamiltonianMethod.Nuts nuts => new NutsTransition(integrator, nuts.MaxTreeDepth, largestError),
        HamiltonianMethod.Hmc hmc => new PathTransition(integrator, hmc.Path, hmc.Jitter, largestError),
        HamiltonianMethod.Langevin => new PathTransition(integrator, new PathLength.Steps(1), 0, largestError),
        _ => throw new OptionException(new Problem("not a method", "method", method.ToString(), "NUTS, HMC or Langevin")),
    };
}
