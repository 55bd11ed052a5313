namespace ProbBnn.Dsl;

/// <summary>The words of enumerations: their names in camel case. Renaming a member changes the files.</summary>
internal static class EnumWords<T>
    where T : struct, Enum
{
    internal static Words<T> Words { get; } = new([.. Enum.GetValues<T>().Select(value => (CamelCase(value.ToString()), value))]);

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
