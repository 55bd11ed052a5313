using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>A program's steps and where its values lie.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="Program">The program as its user knows it.</param>
/// <param name="Listing">What it became.</param>
/// <param name="Places">Where values lie.</param>
/// <param name="Steps">What runs, in order.</param>
internal sealed record Compiled<T>(Program Program, Listing Listing, Places Places, ImmutableArray<Step<T>> Steps)
    where T : unmanaged;
