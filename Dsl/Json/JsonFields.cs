using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>The fields of a JSON object by name.</summary>
/// <param name="Path">The object's path.</param>
/// <param name="Values">The fields that are there.</param>
internal readonly record struct JsonFields(string Path, IReadOnlyDictionary<string, JsonAt> Values)
{
    internal JsonAt Required(string name) => Optional(name) ?? throw new ModelException(new Problem(
        "a field is missing", Join(Path, name), null, null, "add it"));

    internal JsonAt? Optional(string name) => Values.TryGetValue(name, out var value) ? value : null;

    internal T Or<T>(string name, Func<JsonAt, T> read, T otherwise) => Optional(name) is { } value ? read(value) : otherwise;

    internal static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
