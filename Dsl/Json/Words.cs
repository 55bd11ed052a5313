using System.Diagnostics;

namespace ProbBnn.Dsl;

/// <summary>How choices without parameters are written in files: each value has one word.</summary>
/// <param name="entries">The words with their values, all different.</param>
internal sealed class Words<T>(params (string Word, T Value)[] entries)
    where T : notnull
{
    internal IReadOnlyList<(string Word, T Value)> Entries => entries;

    internal IEnumerable<string> All => entries.Select(entry => entry.Word);

    internal string Of(T value) =>
        entries.FirstOrDefault(entry => entry.Value.Equals(value)).Word ?? throw new UnreachableException();

    internal bool TryRead(string word, out T value)
    {
        var found = entries.FirstOrDefault(entry => entry.Word == word);
        value = found.Value;
        return found.Word is not null;
    }
}
