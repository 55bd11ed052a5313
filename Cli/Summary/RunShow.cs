using ProbBnn.Cli.Reports;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Which predictions a run's report shows: of ordinary tasks and of the worst.</summary>
/// <param name="Functions">Along one input.</param>
/// <param name="Fields">Over two inputs.</param>
/// <param name="Points">Over more inputs.</param>
internal sealed record RunShow(
    ValueList<FunctionPrediction> Functions, ValueList<FieldPrediction> Fields, ValueList<ObservedPrediction> Points)
{
    private static readonly int[] FewPoints = [1, 5, 20];

    /// <summary>Nothing to show.</summary>
    public static RunShow Nothing { get; } = new([], [], []);

    /// <summary>
    /// One input: the median task from 1, 5 and 20 points, then the tasks at both quartiles and the worst from 30 % of their points.
    /// More inputs: tasks from the upper quartile to the worst.
    /// </summary>
    /// <param name="process">The process.</param>
    /// <param name="scores">Its scores, by which tasks are chosen.</param>
    /// <param name="output">The output that is shown.</param>
    /// <param name="seed">The seed of weight samples.</param>
    public static RunShow Of(AmortisedProcess process, RunScores scores, int output, ulong seed)
    {
        var pictures = new RunPictures(process, output, RunScores.Samples, seed);
        int[] order = scores.FromBestToWorst(output);
        int At(double share) => order[(int)Math.Round(share * (order.Length - 1))];
        (int Item, string Rank)[] ranked =
            [(At(0.25), "upper quartile"), (At(0.5), "median"), (At(0.75), "lower quartile"), (At(1), "the worst")];
        (int Item, string Rank)[] distinct = [.. ranked.DistinctBy(r => r.Item)];
        return process.Model.Inputs switch
        {
            1 => Nothing with { Functions = Curves(pictures, scores, output, At(0.5), [.. distinct.Where(r => r.Item != At(0.5))]) },
            2 => Nothing with { Fields = Each(scores, [.. distinct.Where(r => r.Rank != "lower quartile")], pictures.Field) },
            _ => Nothing with { Points = Each(scores, distinct, pictures.Observed) },
        };
    }

    private static ValueList<FunctionPrediction> Curves(
        RunPictures pictures, RunScores scores, int output, int median, (int Item, string Rank)[] others)
    {
        var (position, split) = scores.Splits.Items[median];
        var task = scores.Tasks.Tasks.Tasks[position];
        int[] order = [.. split.Context, .. split.Target];
        var first = FewPoints.Where(count => count < task.Points).Select(count => pictures.Curve(
            Title(task, "median", count), task, new ContextSplit([.. order.Take(count)], [.. order.Skip(count)]), null));
        var rest = others.Select(other =>
        {
            var (at, own) = scores.Splits.Items[other.Item];
            var shown = scores.Tasks.Tasks.Tasks[at];
            double logDensity = scores.Scores[output].Own.Tasks[other.Item].LogDensityPerPoint;
            return pictures.Curve(Title(shown, other.Rank, own.Context.Count), shown, own, logDensity);
        });
        return first.Concat(rest).ToValueList();
    }

    private static ValueList<T> Each<T>(
        RunScores scores, (int Item, string Rank)[] ranked, Func<string, DataTask, ContextSplit, T> picture) =>
        ranked.Select(r =>
        {
            var (position, split) = scores.Splits.Items[r.Item];
            var task = scores.Tasks.Tasks.Tasks[position];
            return picture(Title(task, r.Rank, split.Context.Count), task, split);
        }).ToValueList();

    private static string Title(DataTask task, string rank, int given) => $"{task.Id} ({rank}): {given} of {task.Points} points";
}
