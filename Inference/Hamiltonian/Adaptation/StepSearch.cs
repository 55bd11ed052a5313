// Single leapfrog steps of size e from one point, each with a fresh momentum: e is doubled while H_0 - H > log 0.8, or halved until it is
// (Hoffman and Gelman 2014, algorithm 4, with the threshold of Stan). The largest e seen that passes is the one.

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The search of a first step size, one gradient at a time.</summary>
internal sealed class StepSearch(Integrator integrator)
{
    private const int MostTrials = 200;
    private static readonly double Threshold = Math.Log(0.8);

    private readonly PathTransition trial = new(integrator, new PathLength.Steps(1), 0, double.PositiveInfinity);
    private ChainPoint start = null!;
    private RandomKey key;
    private double stepSize;
    private bool growing;
    private int trials;

    /// <summary>Begins a search.</summary>
    public void Begin(ChainPoint from, double first, RandomKey searchKey)
    {
        (start, stepSize, key, trials) = (from, first, searchKey, 0);
        trial.Begin(start, stepSize, key.Fold(0));
    }

    /// <summary>Takes in an evaluation at the row's position.</summary>
    /// <returns>The step size, or null while the search goes on.</returns>
    /// <exception cref="NumericalException">No step size is right.</exception>
    public double? Advance(double logDensity)
    {
        _ = trial.Advance(logDensity);
        bool passes = -trial.EnergyError > Threshold;
        growing = trials == 0 ? passes : growing;
        if (passes != growing)
        {
            return growing ? stepSize / 2 : stepSize;
        }
        stepSize *= growing ? 2 : 0.5;
        trials++;
        if (trials == MostTrials)
        {
            throw new NumericalException(new Problem(
                "no step size keeps the energy about right", $"{integrator.Chain}, step size", stepSize.ToString("R", null),
                "a density that falls off, with the gradient of its logarithm",
                growing ? "give a proper density" : "compare the gradient with differences of the log density"));
        }
        trial.Begin(start, stepSize, key.Fold(trials));
        return null;
    }
}
