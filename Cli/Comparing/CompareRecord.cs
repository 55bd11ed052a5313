namespace ProbBnn.Cli;

/// <summary>What a comparison is, as its <c>compare.json</c> keeps it.</summary>
/// <param name="Schema">Name and version of this layout.</param>
/// <param name="Command">The arguments, without the tool's name; a comparison is resumed by reading them again.</param>
/// <param name="WorkingFolder">The folder that relative file names start from.</param>
/// <param name="Version">Version of probbnn.</param>
internal sealed record CompareRecord(string Schema, IReadOnlyList<string> Command, string WorkingFolder, string Version)
{
    /// <summary>The schema of this version.</summary>
    public const string CurrentSchema = "probbnn.comparison/1";
}
