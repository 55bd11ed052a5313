using System.CommandLine;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>A command of the tool with examples for its help page.</summary>
/// <param name="name">Its word on the command line.</param>
/// <param name="description">What it does, for the help page.</param>
/// <param name="examples">Command lines that work, without the name of the tool.</param>
internal sealed class Verb(string name, string description, ValueList<string> examples) : Command(name, description)
{
    public ValueList<string> Examples { get; } = examples;
}
