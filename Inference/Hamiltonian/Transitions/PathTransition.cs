// From (q, w), w drawn afresh, n leapfrog steps lead to (q', w'). With H = |w|^2 / 2 - log density,
//   q' is accepted if log u < H(q, w) - H(q', w'),   u uniform on (0, 1).
// (Duane, Kennedy, Pendleton and Roweth 1987; Neal, "MCMC using Hamiltonian dynamics", 2011.) n depends on neither q nor w.

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>A path of given length, its end accepted or refused.</summary>
internal sealed class PathTransition(Integrator integrator, PathLength length, double jitter, double largestError) : Transition
{
    private readonly double[] momentum = new double[integrator.Row.Dimension];
    private ChainPoint own = new(integrator.Row.Dimension);
    private ChainPoint outcome = null!;
    private RandomKey key;
    private int stepsLeft;
    private bool divergent;
    private double startEnergy, energy;

    /// <summary>By how much the energy has risen along the path, in nats; infinite where it left the range of numbers.</summary>
    public double EnergyError { get; private set; }

    /// <inheritdoc/>
    public override HamiltonianDraw Draw =>
        new(divergent, 0, energy, EnergyError <= 0 ? 1 : Math.Exp(-EnergyError), integrator.Step);

    /// <inheritdoc/>
    public override void Begin(ChainPoint from, double stepSize, RandomKey iteration)
    {
        (outcome, key, divergent) = (from, iteration, false);
        double factor = jitter > 0 ? 1 + jitter * (2 * key.Fold("path").Uniform(0, 0) - 1) : 1;
        stepsLeft = length.StepsOf(stepSize, factor);
        KeyedNormals.Fill(key.Fold("momentum"), momentum);
        startEnergy = 0.5 * Rows.SumOfSquares(momentum) - from.LogDensity;
        energy = startEnergy;
        integrator.Step = stepSize;
        integrator.Begin(momentum, from.Position, from.Gradient);
    }

    /// <inheritdoc/>
    public override bool Advance(double logDensity)
    {
        double reached = integrator.End(logDensity, momentum);
        EnergyError = reached - startEnergy;
        divergent |= EnergyError > largestError;
        stepsLeft--;
        if (stepsLeft > 0 && double.IsFinite(reached))
        {
            integrator.Begin(momentum);
            return false;
        }
        if (Math.Log(key.Fold("acceptance").Uniform(0, 0)) < -EnergyError)
        {
            own.Take(integrator.Row, logDensity);
            (outcome, energy) = (own, reached);
        }
        return true;
    }

    /// <inheritdoc/>
    public override ChainPoint Release(ChainPoint spare)
    {
        var released = outcome;
        if (released == own)
        {
            own = spare;
        }
        return released;
    }
}
