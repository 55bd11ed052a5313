using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The table of scores, one row a model, with the best number of every column marked.</summary>
public static class ScoreTable
{
    private const double Nominal = 90;

    /// <summary>The table.</summary>
    /// <param name="scores">The scores, one a model.</param>
    /// <param name="title">The table's title.</param>
    public static ReportTable Of(ValueList<ModelScore> scores, string title)
    {
        bool crps = scores.Any(s => s.Crps is not null);
        ValueList<TableColumn> columns =
        [
            TableColumn.Words("Model"),
            TableColumn.Numbers("Log density", 3).Marking(new Preference.Highest(), "nats per point, higher is better"),
            TableColumn.Numbers("RMSE", 3).Marking(new Preference.Lowest(), "lower is better"),
            .. crps ? [TableColumn.Numbers("CRPS", 3).Marking(new Preference.Lowest(), "lower is better")] : Array.Empty<TableColumn>(),
            TableColumn.Numbers("Coverage of the 90 % band", 1).Marking(new Preference.Nearest(Nominal), "in percent, 90 is right"),
        ];
        var rows = scores.Select(s => (ValueList<TableCell>)
        [
            new TableCell.Words(s.Name),
            new TableCell.Number(s.LogDensity, s.LogDensityError),
            new TableCell.Number(s.Rmse),
            .. crps ? [new TableCell.Number(s.Crps ?? double.NaN)] : Array.Empty<TableCell>(),
            new TableCell.Number(100 * (s.Coverage90 ?? double.NaN)),
        ]);
        string distance = crps ? " CRPS is the distance from the predictive distribution to the observation, in the output’s unit." : "";
        string errors = scores.Any(s => s.LogDensityError is not null) ? " The number after ± is the standard error over tasks." : "";
        return new ReportTable(title, columns, rows.ToValueList(),
            "The log density scores the whole prediction: it rewards being near and being sure, and punishes being sure and wrong. " +
            "RMSE looks at the predictive mean alone." + distance + errors);
    }
}
