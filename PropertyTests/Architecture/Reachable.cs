using System.Collections;

namespace ProbBnn.PropertyTests.Architecture;

/// <summary>What a description is made of.</summary>
internal static class Reachable
{
    /// <summary>Adds the type of every record, and every member of an enumeration, that a value holds.</summary>
    public static void Collect(object? value, HashSet<object> seen)
    {
        switch (value)
        {
            case null or string or double or int or ulong or bool:
                break;
            case Enum:
                seen.Add(value);
                break;
            case IEnumerable items:
                foreach (object? item in items)
                {
                    Collect(item, seen);
                }
                break;
            default:
                seen.Add(value.GetType());
                foreach (var property in value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
                {
                    Collect(property.GetValue(value), seen);
                }
                break;
        }
    }
}
