using System.Text.Json;

namespace ProbBnn.Dsl;

/// <summary>A case of a union as it stands in JSON.</summary>
/// <param name="Word">The word of the case.</param>
/// <param name="At">The value that holds it.</param>
internal readonly record struct JsonCase(string Word, JsonAt At)
{
    /// <summary>The fields of the case besides its kind; a bare word has none.</summary>
    internal JsonFields Fields(params string[] names) => At.Element.ValueKind == JsonValueKind.Object
        ? At.Fields(["kind", .. names])
        : new JsonFields(At.Path, new Dictionary<string, JsonAt>());

    /// <summary>A case that has no fields.</summary>
    internal T Bare<T>(T value)
    {
        Fields();
        return value;
    }
}
