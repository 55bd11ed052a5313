using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>One method of a comparison: the fit that stands for it.</summary>
/// <param name="Method">The name of the method; <c>amortised</c> has no fit.</param>
/// <param name="Folder">The folder of the fit.</param>
/// <param name="Arguments">The arguments of <c>fit</c> that make it.</param>
internal sealed record ComparedFit(string Method, string Folder, ValueList<string> Arguments)
{
    /// <summary>Whether time was given anew, so that a fit whose time was over goes on.</summary>
    public bool HasMoreTime { get; init; }

    /// <summary>Whether the method is that of the process that gives the prior.</summary>
    public bool IsAmortised => Method == Parse.Amortised;

    /// <summary>What the fit is asked for.</summary>
    public FitRequest Request()
    {
        var options = new FitVerbOptions();
        return options.Read(options.Parse(Arguments));
    }

    /// <summary>The command line of the fit.</summary>
    public IReadOnlyList<string> Command => [FitVerbOptions.Verb, .. Arguments];
}
