namespace ProbBnn.Cli;

/// <summary>The diagnosis of a trained process in words and a table.</summary>
internal static class ProcessDiagnosisText
{
    private const int MostConcerns = 12;
    private static readonly string[] Columns = ["", "points", "ELBO", "standard error", "k-hat", "draws worth", "log evidence"];

    /// <summary>Prints it.</summary>
    public static void Print(ProcessDiagnosis diagnosis, ToolHost host)
    {
        string which = diagnosis.AreHeldOut ? "held out of training" : "that were trained on";
        host.Out.WriteLine($"amortised: posteriors of {Phrase.Whole(diagnosis.Tasks.Count)} of {Phrase.Count(diagnosis.AllTasks, "task")} {which}, "
            + "each given all points of its task; nats in standardised units");
        var table = TextTable.Empty("against the posterior under the learned prior", Columns);
        foreach (var task in diagnosis.Tasks)
        {
            bool usable = task.Weights.Khat <= task.Weights.LargestKhat;
            TextTable.AddRow(table, task.Id, Phrase.Whole(task.Points), Phrase.Number(task.Bound.Mean),
                Phrase.Brief(task.Bound.StandardError), Phrase.Brief(task.Weights.Khat),
                usable ? Phrase.Brief(task.Weights.EffectiveSampleSize) : "–", usable ? Phrase.Number(task.Weights.LogMeanRatio) : "–");
        }
        TextTable.Write(table, host);
        var verdict = diagnosis.Verdict;
        host.Out.WriteLine($"verdict: {verdict.ToString().Split('\n')[0]}");
        foreach (var finding in verdict.Concerns.Take(MostConcerns))
        {
            host.Out.WriteLine($"  {finding}");
        }
        host.Out.WriteLine($"whether predictions of new points are calibrated is told by {Tool.Name} evaluate");
    }
}
