namespace ProbBnn.Benchmarks;

/// <summary>One method calibrated on data simulated from one model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Method">The method.</param>
/// <param name="Simulations">Simulated data sets.</param>
/// <param name="Draws">Posterior draws of each.</param>
/// <param name="Severity">The verdict in a word.</param>
/// <param name="PValue">The smallest p-value of even ranks, multiplied by the number of quantities.</param>
/// <param name="Advice">What the verdict says of that quantity.</param>
/// <param name="Coverage50">Share of truths inside central 50 % intervals, function values only.</param>
/// <param name="Coverage90">Share of truths inside central 90 % intervals, function values only.</param>
/// <param name="StandardError90">Standard error of the latter over simulations.</param>
/// <param name="Seconds">Wall time of all simulations.</param>
internal sealed record CalibrationRun(
    string Model, string Method, int Simulations, int Draws, string Severity, double PValue, string Advice, double Coverage50,
    double Coverage90, double StandardError90, double Seconds);
