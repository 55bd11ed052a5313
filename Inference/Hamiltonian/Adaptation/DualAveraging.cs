// With a the acceptance of iteration t = 1, 2, .. and d the one asked for (Hoffman and Gelman 2014, eq. 6 and algorithm 5):
//   H_t     = (1 - 1/(t + t0)) H_{t-1} + (d - a) / (t + t0)
//   log e_t = mu - sqrt(t) / gamma  H_t                         the next iteration's step size
//   log E_t = t^-kappa log e_t + (1 - t^-kappa) log E_{t-1}     the one to keep
//   mu = log(10 e_0),   gamma = 0.05,  t0 = 10,  kappa = 0.75

namespace ProbBnn.Inference;

/// <summary>Nesterov's dual averaging of the logarithm of a step size, as a value.</summary>
/// <param name="Centre">mu, to which the logarithm is drawn.</param>
/// <param name="Count">t, the iterations seen.</param>
/// <param name="Error">H_t, the weighted mean of what acceptance was missing.</param>
/// <param name="LogStep">log e_t.</param>
/// <param name="LogAverage">log E_t.</param>
internal readonly record struct DualAveraging(double Centre, double Count, double Error, double LogStep, double LogAverage)
{
    private const double Gamma = 0.05, Delay = 10, Forgetting = 0.75;

    /// <summary>The beginning, at a step size that is about right.</summary>
    public static DualAveraging From(double stepSize) => new(Math.Log(10 * stepSize), 0, 0, Math.Log(stepSize), Math.Log(stepSize));

    /// <summary>The step size to explore with.</summary>
    public double Current => Math.Exp(LogStep);

    /// <summary>The step size to keep.</summary>
    public double Average => Math.Exp(LogAverage);

    /// <summary>The state after an iteration.</summary>
    /// <param name="acceptance">The iteration's acceptance, from 0 to 1.</param>
    /// <param name="wanted">The acceptance to reach.</param>
    public DualAveraging Next(double acceptance, double wanted)
    {
        double count = Count + 1;
        double share = 1 / (count + Delay);
        double error = (1 - share) * Error + share * (wanted - acceptance);
        double logStep = Centre - Math.Sqrt(count) / Gamma * error;
        double weight = Math.Pow(count, -Forgetting);
        return new DualAveraging(Centre, count, error, logStep, weight * logStep + (1 - weight) * LogAverage);
    }
}
