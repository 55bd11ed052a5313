using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ProbBnn.Cli;

/// <summary>The usual help page, followed by examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private const int Width = 120;
    private readonly HelpAction page = new() { MaxWidth = Width };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = page.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in verb.Examples)
            {
                output.WriteLine($"  {Tool.Name} {example}");
            }
            output.WriteLine();
        }
        return code;
    }

    /// <summary>Puts the examples on the help page of a command and of all commands below it.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples();
        }
    }
}
