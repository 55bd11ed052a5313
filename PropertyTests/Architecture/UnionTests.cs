using System.Reflection;
using ProbBnn.Dsl;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Architecture;

/// <summary>
/// Unions are closed: their cases are nested in them, or have files of their own beside a base that only its assembly can derive from.
/// Whatever reads a union knows every case: a new union, or a new case, without its test fails here.
/// </summary>
public class UnionTests
{
    public static TheoryData<string> Names => [.. UnionCases.All.Select(u => u.Union.Name)];

    [Fact]
    public void Every_union_is_closed()
    {
        Assert.Contains(typeof(Operation), Union.All);
        Assert.All(Union.All, union =>
        {
            const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            Assert.All(
                union.GetConstructors(Declared),
                c => Assert.True(c.IsPrivate || c.IsFamilyAndAssembly || (c.GetParameters() is [var copied] && copied.ParameterType == union), $"{union}"));
            Assert.NotEmpty(Union.CasesOf(union));
            Assert.All(Union.CasesOf(union), one => Assert.True(
                one.IsSealed && (one.DeclaringType == union || one.DeclaringType is null), $"{one}"));
            Assert.All(
                Union.Product.SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(union)),
                one => Assert.Equal(union.Assembly, one.Assembly));
        });
    }

    [Fact]
    public void Every_union_is_tested() => Assert.Equal(
        Union.All.Where(u => u.Assembly != typeof(BnnModel).Assembly).Select(u => u.FullName).Order(StringComparer.Ordinal),
        UnionCases.All.Select(u => u.Union.FullName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_case_is_known_wherever_it_is_read(string name)
    {
        var union = UnionCases.All.Single(u => u.Union.Name == name);
        Assert.Equal(
            Union.CasesOf(union.Union).Select(t => t.FullName).Order(StringComparer.Ordinal),
            union.Values.Select(v => v.GetType().FullName).Distinct().Order(StringComparer.Ordinal));
        Assert.All(union.Values, union.Read);
    }

    /// <summary>
    /// 300 random models hold every case of every union and every member of every enumeration of the descriptions; each is lowered, and its
    /// prior and, where it has inference networks, every objective become programs.
    /// </summary>
    [Fact]
    public void Every_case_of_the_descriptions_is_lowered()
    {
        var seen = new HashSet<object>();
        Objective[] objectives = [.. UnionCases.All.Single(u => u.Union == typeof(Objective)).Values.Cast<Objective>()];
        Law.Holds(Dsl.Models.Any, model =>
        {
            var scales = Enumerable.Repeat(1.5, model.Outputs).ToArray();
            var lowered = LoweredModel.Of(model, scales);
            Assert.NotEmpty(Program.Of(("w", PriorPass.Run(lowered, 1, 2).Weights[^1])).Instructions);
            if (model.PseudoLikelihood is not null)
            {
                var context = PointBatch.Named("context", 1, 3, model.Inputs, model.Outputs);
                var target = PointBatch.Named("target", 1, 2, model.Inputs, model.Outputs);
                var terms = TaskTerms.Of(lowered, context, target, Expr.Input("fresh", [1]), 2);
                Assert.NotEmpty(Program.Of([.. objectives.Select(o => (o.Name, o.Value(terms)))]).Instructions);
            }
            Reachable.Collect(model, seen);
        }, count: 300);
        var unions = Union.All.Where(u => u.Assembly == typeof(BnnModel).Assembly);
        Assert.All(unions.SelectMany(Union.CasesOf), one => Assert.Contains(one, seen));
        var enumerations = typeof(BnnModel).Assembly.GetExportedTypes().Where(type => type.IsEnum);
        Assert.All(enumerations.SelectMany(type => Enum.GetValues(type).Cast<object>()), member => Assert.Contains(member, seen));
    }
}
