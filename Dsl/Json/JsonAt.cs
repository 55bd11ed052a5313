using System.Globalization;
using System.Text.Json;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>A JSON value and where it stands; every way to read it refuses what does not fit, with its path.</summary>
/// <param name="Element">The value.</param>
/// <param name="Path">Its path in the model, empty for the whole.</param>
internal readonly record struct JsonAt(JsonElement Element, string Path)
{
    internal int Int() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out int value)
        ? value : throw WrongKind("a whole number");

    internal ulong ULong() => Element.ValueKind == JsonValueKind.Number && Element.TryGetUInt64(out ulong value)
        ? value : throw WrongKind("a whole number from 0 to 2^64 - 1");

    internal double Double() => Element.ValueKind == JsonValueKind.Number && double.IsFinite(Element.GetDouble())
        ? Element.GetDouble() : throw WrongKind("a finite number");

    internal StdDev StdDev() => Double() is > 0 and var value
        ? Foundation.StdDev.Of(value) : throw WrongKind("a positive, finite number");

    internal string String() => Element.ValueKind == JsonValueKind.String
        ? Decoded(Path, Element.GetString) : throw WrongKind("a text in quotes");

    /// <summary>The value of a word; what else would do here is named if the word is unknown.</summary>
    internal T OneOf<T>(Words<T> words, params string[] alternatives) where T : notnull =>
        Element.ValueKind == JsonValueKind.String && words.TryRead(String(), out var value)
            ? value : throw NoneOf([.. words.All, .. alternatives]);

    internal T OneOf<T>() where T : struct, Enum => OneOf(EnumWords<T>.Words);

    internal ValueList<T> ListOf<T>(Func<JsonAt, T> read)
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            throw WrongKind("a list in square brackets");
        }
        string path = Path;
        return Element.EnumerateArray()
            .Select((item, i) => read(new JsonAt(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))).ToValueList();
    }

    /// <summary>The fields of an object that has no others than the named ones, and none twice.</summary>
    internal JsonFields Fields(params string[] names)
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw WrongKind("an object in braces");
        }
        var fields = new Dictionary<string, JsonAt>();
        foreach (var property in Element.EnumerateObject())
        {
            string name = Decoded(Path, () => property.Name);
            string path = JsonFields.Join(Path, name);
            if (!names.Contains(name))
            {
                throw Wrong(new Problem("an unknown field", path, null, null, $"remove it; known here: {string.Join(", ", names)}"));
            }
            if (!fields.TryAdd(name, new JsonAt(property.Value, path)))
            {
                throw Wrong(new Problem("a field occurs twice", path, null, null, "remove one of the two"));
            }
        }
        return new JsonFields(Path, fields);
    }

    /// <summary>A case of a union: a bare word, or an object with its word as <c>kind</c>.</summary>
    internal JsonCase Case() => Element.ValueKind switch
    {
        JsonValueKind.String => new JsonCase(String(), this),
        JsonValueKind.Object when Element.TryGetProperty("kind", out var kind) =>
            new JsonCase(new JsonAt(kind, JsonFields.Join(Path, "kind")).String(), this),
        JsonValueKind.Object => throw Wrong(new Problem("a field is missing", JsonFields.Join(Path, "kind"), null, null, "add it")),
        _ => throw WrongKind("a word in quotes, or an object with a \"kind\""),
    };

    internal ModelException NoneOf(IEnumerable<string> words) => Wrong(new Problem(
        "not one of the known choices", Path, Shown(), string.Join(", ", words), "use one of these, in this spelling"));

    private ModelException WrongKind(string expected) => Wrong(new Problem(
        "not a value that fits here", Path.Length > 0 ? Path : "model", Shown(), expected, "correct it"));

    /// <summary>A text that may hold escapes of half a character, which no string can.</summary>
    private static string Decoded(string path, Func<string?> read)
    {
        try
        {
            return read()!;
        }
        catch (InvalidOperationException problem)
        {
            throw new ModelException(
                new Problem("a text holds half a character", path, null, null, "correct its \\u escapes"), problem);
        }
    }

    private static ModelException Wrong(Problem problem) => new(problem);

    private string Shown()
    {
        string text = Element.GetRawText();
        return text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "...");
    }
}
