using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>A program as it is handed to the library, in the words that native/probbnn_torch.h describes.</summary>
/// <param name="Program">The program as its user knows it.</param>
/// <param name="Listing">What it became.</param>
/// <param name="Streams">The streams whose folded keys a run is given.</param>
/// <param name="Keys">How many keys those are.</param>
internal sealed record EncodedProgram(Program Program, Listing Listing, ImmutableArray<KeyStream> Streams, int Keys)
{
    /// <summary>For every value: rank, dimensions.</summary>
    public required long[] Shapes { get; init; }

    /// <summary>The instructions.</summary>
    public required long[] Code { get; init; }

    /// <summary>For every constant: its value, and its place in the numbers.</summary>
    public required long[] Constants { get; init; }

    /// <summary>The elements of all constants.</summary>
    public required double[] Numbers { get; init; }

    /// <summary>The value of every input.</summary>
    public required long[] Inputs { get; init; }

    /// <summary>The value of every output.</summary>
    public required long[] Outputs { get; init; }

    /// <summary>For every input that a run replaces: its position, and the new value.</summary>
    public required long[] Updates { get; init; }
}
