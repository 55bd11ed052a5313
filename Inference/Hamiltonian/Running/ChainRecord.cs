using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>What is kept of the iterations of one chain, in arrays for all of them.</summary>
internal sealed class ChainRecord(HamiltonianOptions options, int dimension)
{
    private const int Columns = 5;

    private readonly double[] statistics = new double[(options.WarmUp + options.Draws) * Columns];
    private readonly double[] logDensities = new double[options.Draws];
    private readonly double[] positions = new double[options.Kept * dimension];

    /// <summary>What a chain has drawn in a state.</summary>
    public static ChainDraws Draws(ChainState state, HamiltonianOptions options)
    {
        var record = new ChainRecord(options, state.Position.Count);
        state.Statistics.AsSpan().CopyTo(record.statistics);
        state.LogDensities.AsSpan().CopyTo(record.logDensities);
        state.Draws.AsSpan().CopyTo(record.positions);
        return record.Draws(state.Iterations, state.WarmUpGradients, state.SamplingGradients, state.StepSize);
    }

    /// <summary>Notes an iteration.</summary>
    public void Add(int iteration, HamiltonianDraw draw, ChainPoint point)
    {
        var row = statistics.AsSpan(iteration * Columns, Columns);
        (row[0], row[1], row[2]) = (draw.Divergent ? 1 : 0, draw.TreeDepth, draw.Energy);
        (row[3], row[4]) = (draw.Acceptance, draw.StepSize);
        int done = DrawsIn(iteration + 1);
        if (done == 0)
        {
            return;
        }
        logDensities[done - 1] = point.LogDensity;
        if (done % options.Thinning == 0)
        {
            point.Position.CopyTo(positions, (done / options.Thinning - 1) * dimension);
        }
    }

    /// <summary>The statistics of the first iterations [iterations, 5].</summary>
    public Span<double> Statistics(int iterations) => statistics.AsSpan(0, iterations * Columns);

    /// <summary>The log densities of draws among the first iterations.</summary>
    public Span<double> LogDensities(int iterations) => logDensities.AsSpan(0, DrawsIn(iterations));

    /// <summary>The positions kept among the first iterations [kept, dimension].</summary>
    public Span<double> Positions(int iterations) => positions.AsSpan(0, DrawsIn(iterations) / options.Thinning * dimension);

    /// <summary>Divergences and mean tree depth of a range of iterations.</summary>
    public (int Divergences, double MeanTreeDepth) Since(int begin, int end)
    {
        double divergences = 0, depth = 0;
        for (int i = begin; i < end; i++)
        {
            divergences += statistics[i * Columns];
            depth += statistics[i * Columns + 1];
        }
        return ((int)divergences, end > begin ? depth / (end - begin) : 0);
    }

    /// <summary>What has been drawn in the first iterations.</summary>
    public ChainDraws Draws(int iterations, long warmUpGradients, long samplingGradients, double stepSize)
    {
        int warm = Math.Min(iterations, options.WarmUp);
        return new ChainDraws(
            dimension, ValueList.Create<double>(Positions(iterations)), ValueList.Create<double>(LogDensities(iterations)),
            Enumerable.Range(warm, iterations - warm).Select(Draw).ToValueList(), Enumerable.Range(0, warm).Select(Draw).ToValueList(),
            warmUpGradients, samplingGradients, stepSize);
    }

    private HamiltonianDraw Draw(int iteration)
    {
        var row = statistics.AsSpan(iteration * Columns, Columns);
        return new HamiltonianDraw(row[0] > 0, (int)row[1], row[2], row[3], row[4]);
    }

    private int DrawsIn(int iterations) => Math.Max(iterations - options.WarmUp, 0);
}
