using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>How far a fit can be believed: what was measured, as far as the method allows it.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Task">The data set's name.</param>
/// <param name="Points">Number of points that were fitted.</param>
/// <param name="IsFinished">Whether the method has come to its end.</param>
/// <param name="Chains">What the chains say of the function at data inputs and of the log density, or null.</param>
/// <param name="Sampler">How the sampler fared, or null.</param>
/// <param name="Bound">The evidence lower bound, in nats in scaled units, or null.</param>
/// <param name="Weights">Importance weights of draws, or null.</param>
/// <param name="LogEvidence">The log evidence in nats in scaled units where it is known exactly, or null.</param>
/// <param name="InSample">Calibration on the points that were fitted, or null where outputs are labels.</param>
/// <param name="HeldOut">Calibration on points that were held out, or null where there are none.</param>
internal sealed record FitDiagnosis(
    string Method, string Task, int Points, bool IsFinished, ChainReport? Chains, HamiltonianSummary? Sampler, EvidenceLowerBound? Bound,
    ParetoSmoothedWeights? Weights, double? LogEvidence, Calibration? InSample, Calibration? HeldOut)
{
    /// <summary>Draws that a bound and importance weights are estimated from unless stated.</summary>
    public const int UsualSamples = 2000;

    private const int MostInputs = 50, PredictiveSamples = 200;

    /// <summary>What is found of the posterior itself: nothing where the method offers no check of it.</summary>
    public Verdict OfPosterior =>
        Verdict.All(new[] { Chains?.Verdict, Sampler?.Verdict, Weights?.Verdict }.OfType<Verdict>());

    /// <summary>
    /// All findings: of the posterior, and of the predictions of points held out. What is seen on the fitted points is not among them:
    /// points that a posterior has seen say little of its calibration.
    /// </summary>
    public Verdict All => HeldOut is { Pit.Count: >= Uniformity.FewestValues } held ? OfPosterior.And(held.Verdict()) : OfPosterior;

    /// <summary>Diagnoses a posterior.</summary>
    /// <param name="posterior">The posterior.</param>
    /// <param name="subject">What it is of.</param>
    /// <param name="samples">Draws for the bound and the importance weights.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="isFinished">Whether the fit has come to its end.</param>
    /// <param name="method">The name of the method.</param>
    /// <exception cref="ShapeException">Chains or samples are too short to diagnose.</exception>
    /// <exception cref="NumericalException">A measured value is not finite.</exception>
    public static FitDiagnosis Of(Posterior posterior, FitSubject subject, int samples, ulong seed, bool isFinished, string method)
    {
        var chains = posterior as IMarkovChainPosterior;
        return new FitDiagnosis(
            method, subject.Context.Id, subject.Context.Points, isFinished,
            chains is null ? null : ChainReport.Of(Functions(chains, subject).Prepend(LogDensity(chains))), chains?.Chains.Summary(),
            (posterior as IEvidenceBound)?.EvidenceLowerBound(samples, seed),
            posterior is IImportanceWeights weights ? ParetoSmoothedWeights.Of(weights.LogImportanceWeights(samples, seed)) : null,
            (posterior as IExactEvidence)?.LogEvidence, Calibration(posterior, subject.Context, seed),
            Calibration(posterior, subject.HeldOut, seed));
    }

    // Chains that were stopped on the way may differ in length.
    private static ScalarDraws LogDensity(IMarkovChainPosterior chains)
    {
        int draws = chains.Chains.Chains.Min(c => c.LogDensities.Count);
        return ScalarDraws.Of(
            "log density", [.. chains.Chains.Chains.Select(c => (IReadOnlyList<double>)[.. c.LogDensities.Take(draws)])]);
    }

    private static IEnumerable<ScalarDraws> Functions(IMarkovChainPosterior chains, FitSubject subject)
    {
        int outputs = subject.Frame.OutputNames.Count;
        int[] distinct = [.. Enumerable.Range(0, subject.Context.Points).DistinctBy(p => subject.Context.InputsOf(p).ToArray().ToValueList())];
        int shown = Math.Min(distinct.Length, MostInputs);
        int[] some = [.. Enumerable.Range(0, shown).Select(i => distinct[(int)((long)i * distinct.Length / shown)])];
        return chains.FunctionDraws(subject.Context.Select(some).Inputs)
            .Select((draws, i) => draws.Map(Name(subject, some[i / outputs], i % outputs), value => value));
    }

    private static string Name(FitSubject subject, int point, int output)
    {
        var (frame, x) = (subject.Frame, subject.Context.InputsOf(point).ToArray());
        string place = x.Length <= 2
            ? string.Join(", ", frame.InputNames.Select((name, i) => $"{name} = {Phrase.Number(x[i])}")) : $"data point {point + 1}";
        return $"{frame.OutputNames[output]} at {place}";
    }

    private static Calibration? Calibration(Posterior posterior, DataTask points, ulong seed)
    {
        if (points.Points == 0)
        {
            return null;
        }
        var prediction = posterior.Predict(points.Inputs, PredictiveSamples, seed);
        var transforms = Enumerable.Range(0, points.OutputDimension)
            .Select(o => prediction.Score(points.Id, o, PointColumn.OutputOf(points, o)).Pit).ToArray();
        return transforms.Any(pit => pit is null) ? null : new Calibration(transforms.SelectMany(pit => pit!.Value).ToValueList());
    }
}
