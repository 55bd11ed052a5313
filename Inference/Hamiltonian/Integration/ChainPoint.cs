namespace ProbBnn.Inference;

/// <summary>A position with what the target says about it.</summary>
/// <param name="dimension">Number of coordinates.</param>
internal sealed class ChainPoint(int dimension)
{
    /// <summary>The position [dimension].</summary>
    public double[] Position { get; } = new double[dimension];

    /// <summary>The gradient of the log density there [dimension].</summary>
    public double[] Gradient { get; } = new double[dimension];

    /// <summary>The log density there, in nats.</summary>
    public double LogDensity { get; set; }

    /// <summary>Takes over the state of a row.</summary>
    public void Take(ChainRow row, double logDensity)
    {
        row.Position.CopyTo(Position);
        row.Gradient.CopyTo(Gradient);
        LogDensity = logDensity;
    }
}
