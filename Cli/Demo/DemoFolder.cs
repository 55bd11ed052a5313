using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The folder of the demo's report. It is made when there is something to put into it.</summary>
/// <param name="Path">The folder; files in it that are not the demo's stay.</param>
public sealed record DemoFolder(string Path)
{
    /// <summary>The report.</summary>
    public string Report => System.IO.Path.Combine(Path, "report.html");

    /// <summary>The idea in one picture.</summary>
    public string Picture => System.IO.Path.Combine(Path, "picture.svg");

    /// <summary>Makes sure that the folder can be made and written to, before time is spent on what goes into it.</summary>
    /// <exception cref="OptionException">It is the folder of a run, which has a report of its own.</exception>
    /// <exception cref="DataException">It cannot.</exception>
    public void RequireWritable()
    {
        if (File.Exists(new RunFolder(Path).Record))
        {
            throw new OptionException(new Problem(
                "is the folder of a run, whose report would be replaced", Path, Remedy: "name another folder with --out"));
        }
        if (Directory.Exists(Path))
        {
            OutputFile.RequireWritable(Report);
            OutputFile.RequireWritable(Picture);
            return;
        }
        string? missing = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path));
        for (string? above = System.IO.Path.GetDirectoryName(missing); !Directory.Exists(above) && !File.Exists(missing);
            above = System.IO.Path.GetDirectoryName(missing))
        {
            missing = above!;
        }
        if (File.Exists(missing))
        {
            throw new DataException(new Problem(
                "is a file, not a folder", missing, Remedy: "name another folder with --out, or leave it out"));
        }
        OutputFile.RequireWritable(missing);
    }

    /// <summary>Writes report and picture, each whole or not at all.</summary>
    /// <param name="result">What they show.</param>
    /// <param name="provenance">How it came about.</param>
    /// <exception cref="DataException">A file cannot be written.</exception>
    public void Write(DemoResult result, Provenance provenance)
    {
        ReportFile.Write(Report, DemoPage.Html(result, provenance));
        ReportFile.Write(Picture, DemoPage.Picture(result));
    }
}
