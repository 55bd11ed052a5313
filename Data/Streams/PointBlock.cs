namespace ProbBnn.Data;

/// <summary>Some points of a larger data set.</summary>
/// <param name="First">The number of the first point in the data set, from 0; the others follow it. A point's number is what its noise is
/// drawn by, so it is the same in every pass, in whatever parts and order the points come.</param>
/// <param name="Inputs">Inputs, row-major [points, inputs], in the data's own units.</param>
/// <param name="Outputs">Outputs, row-major [points, outputs], in the data's own units.</param>
public readonly record struct PointBlock(long First, ReadOnlyMemory<double> Inputs, ReadOnlyMemory<double> Outputs);
