using System.Collections;
using System.Reflection;
using ProbBnn.Dsl;
using Xunit;

namespace ProbBnn.PropertyTests.Dsl;

/// <summary>
/// The laws of this folder run over random models; these tests see to it that those models hold every case of every union and every
/// member of every enumeration of the descriptions, so that a switch that misses a new case fails a law.
/// </summary>
public class UnionTests
{
    private static readonly Type[] Unions =
        [.. typeof(BnnModel).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: true, IsSealed: false })];

    [Fact]
    public void Unions_are_closed()
    {
        Assert.Contains(typeof(PriorStructure), Unions);
        Assert.Contains(typeof(LogNoiseFloor), Unions);
        Assert.All(Unions, union =>
        {
            Assert.All(
                union.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic),
                constructor => Assert.True(constructor.IsPrivate || constructor.GetParameters()[0].ParameterType == union));
            Assert.All(union.GetNestedTypes(), nested => Assert.True(nested.IsSealed && nested.BaseType == union));
        });
    }

    [Fact]
    public void Random_models_hold_every_case_of_every_union_and_enumeration()
    {
        var seen = new HashSet<object>();
        Law.Holds(Models.Any, model => Collect(model, seen), count: 2000);
        Assert.All(Unions.SelectMany(union => union.GetNestedTypes()), nested => Assert.Contains(nested, seen));
        var enumerations = typeof(BnnModel).Assembly.GetExportedTypes().Where(type => type.IsEnum).ToArray();
        Assert.All(enumerations.SelectMany(type => Enum.GetValues(type).Cast<object>()), member => Assert.Contains(member, seen));
    }

    private static void Collect(object? value, HashSet<object> seen)
    {
        switch (value)
        {
            case null or string or double or int or ulong:
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
