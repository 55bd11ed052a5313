using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Checks that named columns play one role each.</summary>
internal static class ColumnRoles
{
    public static void Require(ValueList<string> names, string role)
    {
        if (names.Count == 0)
        {
            throw new OptionException(new Problem($"there is no {role}", $"{role}s", Remedy: $"name at least one {role} column"));
        }
    }

    public static void RequireDistinct(params IEnumerable<string?> columns)
    {
        var seen = new HashSet<string>();
        foreach (string name in columns.OfType<string>())
        {
            if (!seen.Add(name))
            {
                throw new OptionException(new Problem(
                    $"the column {Quoted.Text(name)} is used twice", "task, group, inputs and outputs",
                    Remedy: "give every column one role"));
            }
        }
    }
}
