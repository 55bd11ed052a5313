using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>A program's steps and where its values lie.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="Program">The program as its user knows it.</param>
/// <param name="Listing">What it became.</param>
/// <param name="Places">Where values lie.</param>
/// <param name="Tiling">Which lines run as one step.</param>
/// <param name="Steps">What runs, in order.</param>
internal sealed record Compiled<T>(Program Program, Listing Listing, Places Places, Tiling Tiling, ImmutableArray<Step<T>> Steps)
    where T : unmanaged
{
    /// <summary>A step in words.</summary>
    public string Describe(int step)
    {
        int first = Tiling.Firsts[step], last = Tiling.Last(step);
        return first == last
            ? Listing.Describe(first)
            : $"tiles of {string.Join(' ', Enumerable.Range(first, last - first + 1).Select(line => Listing.Lines[line].Operation.Name))} "
                + $"-> {Listing.Shapes[Listing.Lines[last].Results.Max()]}";
    }
}
