namespace ProbBnn.Inference;

/// <summary>How predicted probabilities are sorted into bins.</summary>
public enum LabelBins
{
    /// <summary>Bins of equal width from 0 to 1; a probability on an edge belongs to the bin above. Empty bins are left out.</summary>
    EqualWidth,

    /// <summary>Bins of equal counts, up to one, by ascending probability. Where equal probabilities fall into two bins, each gets its part of their ones.</summary>
    EqualCount,
}
