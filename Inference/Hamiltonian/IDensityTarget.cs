namespace ProbBnn.Inference;

/// <summary>
/// A density, known up to a constant factor, at several positions at once: row c of an evaluation belongs to chain c of a group. Rows must
/// not depend on one another: a row's numbers are the same whatever stands in the others. One thread at a time uses a target.
/// </summary>
public interface IDensityTarget : IDisposable
{
    /// <summary>Number of rows of one evaluation, at least 1.</summary>
    int Chains { get; }

    /// <summary>Number of coordinates of a position, at least 1.</summary>
    int Dimension { get; }

    /// <summary>Evaluates log densities and their gradients.</summary>
    /// <param name="positions">Positions [chains, dimension].</param>
    /// <param name="logDensities">Receives the log density of each row [chains], in nats, up to a constant common to all rows and calls;
    /// negative infinity or NaN where the density cannot be computed.</param>
    /// <param name="gradients">Receives the gradient of each row's log density [chains, dimension]; of no account where the log density is
    /// not finite.</param>
    void Evaluate(ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients);
}
