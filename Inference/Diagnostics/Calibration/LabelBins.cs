namespace ProbBnn.Inference;

/// <summary>How predicted probabilities are sorted into bins.</summary>
public enum LabelBins
{
    /// <summary>Bins of equal width from 0 to 1; a probability on an edge belongs to the bin above. Empty bins are left out.</summary>
    EqualWidth,

    /// <summary>Bins of equal counts, up to one, by ascending probability; equal probabilities stay in their order.</summary>
    EqualCount,
}
