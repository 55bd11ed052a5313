using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>What is tested of one case of the union of operations.</summary>
/// <param name="Type">The case.</param>
/// <param name="Draw">A random application, sizes 0 and 1 among them where they are allowed.</param>
internal sealed record OperationCase(Type Type, Func<Draws, Application> Draw)
{
    /// <summary>Applications that the shape rule must refuse; none only for operations that take any tensor.</summary>
    public ImmutableArray<(Operation Operation, Shape[] Arguments)> Refused { get; init; } = [];

    /// <summary>Whether the operation takes tensors of every shape.</summary>
    public bool TakesAnything { get; init; }

    public static OperationCase Of<T>(Func<Draws, Application> draw)
        where T : Operation => new(typeof(T), draw);

    public static ImmutableArray<OperationCase> All { get; } =
        [.. ElementwiseCases.All, .. StructureCases.All, .. LinearAlgebraCases.All, .. LeafCases.All, .. CompositeCases.All];
}
