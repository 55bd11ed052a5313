namespace ProbBnn.Cli;

/// <summary>Where JSON goes.</summary>
/// <param name="Given">A file, <c>-</c> for standard output, or null for nowhere.</param>
internal sealed record JsonTarget(string? Given)
{
    /// <summary>Whether standard output has the JSON and nothing else.</summary>
    public bool Only => Given == "-";

    /// <summary>The file that JSON goes to, or null.</summary>
    public string? File => Only ? null : Given;
}
