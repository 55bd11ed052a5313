using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

/// <summary>Checks of refused input: the type of the error, one line, and what the line names.</summary>
internal static class Refusal
{
    public static void Of<T>(Func<object?> act, params string[] parts)
        where T : ProbBnnException => Of<T>(() => { _ = act(); }, parts);

    public static void Of<T>(Action act, params string[] parts)
        where T : ProbBnnException
    {
        var error = Assert.Throws<T>(act);
        Assert.DoesNotContain('\n', error.Message);
        foreach (string part in parts)
        {
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }
    }
}
