using System.Text;
using ProbBnn.Cli;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

/// <summary>One run of the tool, in this process.</summary>
internal sealed record ToolRun(int Code, string Out, string Error)
{
    /// <summary>Runs a command line; words are separated by blanks.</summary>
    public static ToolRun Of(string line) => Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public static ToolRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = Tool.Run(arguments, output, error);
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line that is interrupted once a line of its output holds a text.</summary>
    public static ToolRun InterruptedAt(string text, string line)
    {
        using var source = new CancellationTokenSource();
        using var output = new Watched(text, source);
        using var error = new StringWriter();
        int code = Tool.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error, false, source.Token);
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Checks that it went well.</summary>
    public ToolRun Succeeded()
    {
        Assert.True(Code == ExitCode.Success, $"exit code {Code}: {Error}");
        return this;
    }

    /// <summary>Checks that it failed with one line that names these, and no stack trace.</summary>
    public ToolRun Refused(int code, params string[] parts)
    {
        Assert.True(Code == code, $"exit code {Code}, not {code}: {Error}{Out}");
        string[] errors = [.. Error.Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal))];
        string line = Assert.Single(errors);
        Assert.All(Error.TrimEnd('\n').Split('\n'), l => Assert.Matches("^(error|warning|note): ", l));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, line, StringComparison.Ordinal));
        return this;
    }

    private sealed class Watched(string text, CancellationTokenSource source) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(text, StringComparison.Ordinal) == true)
            {
                source.Cancel();
            }
        }

        public override Encoding Encoding => Encoding.UTF8;
    }
}
