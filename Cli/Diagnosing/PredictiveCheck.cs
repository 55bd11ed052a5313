using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>How predictions of some points compare with what was observed there.</summary>
/// <param name="Values">Calibration of outputs that are numbers, or null.</param>
/// <param name="Labels">Calibration of outputs that are labels, or null.</param>
internal sealed record PredictiveCheck(Calibration? Values, LabelCalibration? Labels)
{
    private const int Samples = 200;

    /// <summary>No points.</summary>
    public static PredictiveCheck None { get; } = new(null, null);

    /// <summary>The verdict; not measured with fewer points than a test needs.</summary>
    public Verdict Verdict => this switch
    {
        { Values: { Pit.Count: >= Uniformity.FewestValues } values } => values.Verdict(),
        { Labels: { Labels.Count: >= Uniformity.FewestValues } labels } => labels.Verdict,
        _ => Verdict.NotMeasured,
    };

    /// <summary>Checks a posterior's predictions of points.</summary>
    /// <param name="posterior">The posterior.</param>
    /// <param name="points">The points; may be none.</param>
    /// <param name="seed">The seed of weight samples.</param>
    public static PredictiveCheck Of(Posterior posterior, DataTask points, ulong seed)
    {
        if (points.Points == 0)
        {
            return None;
        }
        var prediction = posterior.Predict(points.Inputs, Samples, seed);
        var scores = new Scores(Enumerable.Range(0, points.OutputDimension)
            .Select(o => prediction.Score(points.Id, o, PointColumn.OutputOf(points, o))).ToValueList());
        return new PredictiveCheck(scores.Calibration(), scores.Labels());
    }
}
