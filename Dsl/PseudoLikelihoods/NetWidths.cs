using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>The hidden widths of the inference networks.</summary>
public abstract record NetWidths
{
    private NetWidths()
    {
    }

    /// <summary>The hidden widths of the network itself, for every layer.</summary>
    public sealed record LikeNetwork : NetWidths;

    /// <summary>The same stated widths for every layer; none makes the inference networks affine.</summary>
    /// <param name="Widths">Hidden widths from the input on, each from 1 to 1,000,000.</param>
    public sealed record Given(ValueList<int> Widths) : NetWidths;

    /// <summary>Layer l, counted from 1, uses the first l hidden widths of the network (all, where it has fewer).</summary>
    public sealed record Pyramid : NetWidths;
}
