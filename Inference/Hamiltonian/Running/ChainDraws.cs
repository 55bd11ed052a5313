using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>What one chain has drawn.</summary>
/// <param name="Dimension">Number of coordinates.</param>
/// <param name="Positions">Kept positions [kept, dimension], by rows.</param>
/// <param name="LogDensities">The log density of every iteration after the warm-up [draws], in nats.</param>
/// <param name="Draws">What was noted about every iteration after the warm-up [draws].</param>
/// <param name="WarmUp">What was noted about every iteration of the warm-up.</param>
/// <param name="WarmUpGradients">Gradients that the warm-up took.</param>
/// <param name="SamplingGradients">Gradients taken since.</param>
/// <param name="StepSize">The step size after the warm-up.</param>
public sealed record ChainDraws(
    int Dimension, ValueList<double> Positions, ValueList<double> LogDensities, ValueList<HamiltonianDraw> Draws,
    ValueList<HamiltonianDraw> WarmUp, long WarmUpGradients, long SamplingGradients, double StepSize)
{
    /// <summary>Number of kept positions.</summary>
    public int Kept => Positions.Count / Dimension;

    /// <summary>A kept position [dimension].</summary>
    /// <param name="draw">A kept draw, from 0 to Kept - 1.</param>
    public ReadOnlySpan<double> Position(int draw) => Positions.AsSpan().Slice(draw * Dimension, Dimension);
}
