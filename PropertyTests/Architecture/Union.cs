using System.Reflection;
using ProbBnn.Cli.Reports;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Hosting;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Architecture;

/// <summary>The closed unions of the product: abstract records that nothing outside can derive from.</summary>
internal static class Union
{
    /// <summary>Abstract records that are open on purpose: new families of tasks may be written anywhere.</summary>
    private static readonly Type[] Open = [typeof(TaskFamily)];

    public static IEnumerable<Assembly> Product =>
    [
        typeof(StdDev).Assembly, typeof(BnnModel).Assembly, typeof(Tensor).Assembly, typeof(ManagedEngine).Assembly,
        typeof(LibTorchEngine).Assembly, typeof(EngineKind).Assembly, typeof(TaskSet).Assembly,
        typeof(LoweredModel).Assembly, typeof(Objective).Assembly, typeof(Trainer).Assembly, typeof(Block).Assembly,
        typeof(ProbBnn.Benchmarks.GemmFigure).Assembly,
    ];

    /// <summary>Every abstract record that is not a group of cases within a union.</summary>
    public static Type[] All { get; } =
        [.. Product.SelectMany(a => a.GetTypes()).Where(t => IsRecord(t) && t.IsAbstract && !IsRecord(t.BaseType!)).Except(Open)];

    /// <summary>The cases that values can have.</summary>
    public static Type[] CasesOf(Type union) => [.. union.Assembly.GetTypes().Where(t => t.IsSubclassOf(union) && !t.IsAbstract)];

    private static bool IsRecord(Type type) => type.IsClass && type.GetMethod("<Clone>$") is not null;
}
