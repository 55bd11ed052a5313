using ProbBnn.Foundation;

namespace ProbBnn.Benchmarks;

/// <summary>What must be the same for all fits of a cell, for their mean to mean anything.</summary>
internal static class OneOf
{
    /// <summary>The one value that all have.</summary>
    /// <param name="values">The values, at least one.</param>
    /// <param name="what">What they are.</param>
    /// <param name="cell">The cell of the table.</param>
    /// <exception cref="DataException">They differ.</exception>
    public static string Value(IEnumerable<string> values, string what, string cell)
    {
        string[] different = [.. values.Distinct()];
        return different.Length == 1
            ? different[0]
            : throw new DataException(new Problem(
                $"fits of a cell differ in {what}", cell, string.Join("; ", different), "one for all", "take the lines of the others out of the files"));
    }
}
