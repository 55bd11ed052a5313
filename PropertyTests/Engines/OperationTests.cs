using FsCheck.Fluent;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

public class OperationTests
{
    public static TheoryData<string> Names => [.. OperationCases.All.Keys.Select(t => t.Name).Order()];

    [Fact]
    public void Every_operation_of_the_union_has_cases()
    {
        var union = typeof(Operation).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(Operation)) && !t.IsAbstract);
        Assert.Equal(union.Select(t => t.Name).Order(), OperationCases.All.Keys.Select(t => t.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operation_gives_what_Reference_gives_in_both_precisions_and_all_widths(string name)
    {
        var cases = OperationCases.All.Single(p => p.Key.Name == name).Value;
        using var engines = new ManagedEngines();
        Law.Holds(Gen.Choose(0, 1_000_000), seed => engines.AgreeOn(cases(new Dice(seed))), count: 60);
    }
}
