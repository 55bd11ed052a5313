using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>How far a fit can be believed: what was measured, as far as the method allows it.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Task">The data set's name.</param>
/// <param name="Points">Number of points that were fitted.</param>
/// <param name="ShareDone">How much of its work the method has done, from 0 to 1.</param>
/// <param name="Chains">What the chains say of the function at data inputs and of the log density, or null.</param>
/// <param name="Sampler">How the sampler fared, or null.</param>
/// <param name="Bound">The evidence lower bound, in nats in scaled units, or null.</param>
/// <param name="Weights">Importance weights of draws, or null.</param>
/// <param name="LogEvidence">The log evidence in nats in scaled units where it is known exactly, or null.</param>
/// <param name="LeftOut">How well each fitted point is predicted by the others, or null where that cannot be told.</param>
/// <param name="InSample">Predictions of the points that were fitted.</param>
/// <param name="HeldOut">Predictions of points that were held out.</param>
internal sealed record FitDiagnosis(
    string Method, string Task, int Points, double ShareDone, ChainReport? Chains, HamiltonianSummary? Sampler, EvidenceLowerBound? Bound,
    ParetoSmoothedWeights? Weights, double? LogEvidence, LeaveOneOut? LeftOut, PredictiveCheck InSample, PredictiveCheck HeldOut)
{
    /// <summary>Draws that a bound and importance weights are estimated from unless stated.</summary>
    public const int UsualSamples = 2000;

    private const int MostInputs = 50;

    /// <summary>Whether the method has come to its end.</summary>
    public bool IsFinished => ShareDone >= 1;

    /// <summary>What the method's own checks find: not measured where it offers none.</summary>
    public Verdict Checks =>
        Verdict.All(new[] { Chains?.Verdict, Sampler?.Verdict, Weights?.Verdict, Bound?.Verdict }.OfType<Verdict>());

    /// <summary>What is found of the posterior itself: the checks, after a finding where the work was ended early.</summary>
    public Verdict OfPosterior => IsFinished ? Checks : new Verdict([Finding.AtLeast(
        Method, "share of the work done", ShareDone, 1, 0.5, "it was ended early: go on with --resume")]).And(Checks);

    /// <summary>
    /// All findings: of the posterior, and of the predictions of points left out and held out. What is seen on the fitted points is not
    /// among them: points that a posterior has seen say little of its calibration.
    /// </summary>
    public Verdict All => OfPosterior.And(LeftOut?.Verdict ?? Verdict.NotMeasured).And(HeldOut.Verdict);

    /// <summary>Diagnoses a posterior.</summary>
    /// <param name="posterior">The posterior.</param>
    /// <param name="subject">What it is of.</param>
    /// <param name="samples">Draws for the bound, the importance weights and leaving points out; chains have their own.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="shareDone">How much of its work the fit has done, from 0 to 1.</param>
    /// <param name="method">The name of the method.</param>
    /// <exception cref="ShapeException">Chains or samples are too short to diagnose.</exception>
    /// <exception cref="NumericalException">A measured value is not finite.</exception>
    public static FitDiagnosis Of(Posterior posterior, FitSubject subject, int samples, ulong seed, double shareDone, string method)
    {
        var chains = posterior as IMarkovChainPosterior;
        return new FitDiagnosis(
            method, subject.Context.Id, subject.Context.Points, shareDone,
            chains is null ? null : ChainReport.Of(Functions(chains, subject).Prepend(LogDensity(chains))), chains?.Chains.Summary(),
            (posterior as IEvidenceBound)?.EvidenceLowerBound(samples, seed),
            posterior is IImportanceWeights weights ? ParetoSmoothedWeights.Of(weights.LogImportanceWeights(samples, seed)) : null,
            (posterior as IExactEvidence)?.LogEvidence,
            subject.Context.Points == 0 ? null : LeaveOneOut.Of(posterior, subject.Context, samples, seed),
            PredictiveCheck.Of(posterior, subject.Context, seed), PredictiveCheck.Of(posterior, subject.HeldOut, seed));
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
}
