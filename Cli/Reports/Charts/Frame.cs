using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The plot area of a chart, in pixels, with the projections of its axes.</summary>
/// <param name="X">The horizontal projection, left to right.</param>
/// <param name="Y">The vertical projection, bottom to top.</param>
public readonly record struct Frame(Projection X, Projection Y)
{
    /// <summary>Left edge.</summary>
    public double Left => X.From;

    /// <summary>Right edge.</summary>
    public double Right => X.To;

    /// <summary>Upper edge.</summary>
    public double Top => Y.To;

    /// <summary>Lower edge.</summary>
    public double Bottom => Y.From;

    /// <summary>Width.</summary>
    public double Width => Right - Left;

    /// <summary>Height.</summary>
    public double Height => Bottom - Top;

    /// <summary>The pixels of parallel lists, in runs: a point that has no place ends one and is left out.</summary>
    /// <param name="xs">Horizontal coordinates, [points].</param>
    /// <param name="ys">Vertical coordinates, [points].</param>
    public List<List<Pixel>> Runs(ValueList<double> xs, ValueList<double> ys)
    {
        var runs = new List<List<Pixel>>();
        bool within = false;
        for (int i = 0; i < Math.Min(xs.Count, ys.Count); i++)
        {
            bool placed = X.Places(xs[i]) && Y.Places(ys[i]);
            if (placed && !within)
            {
                runs.Add([]);
            }
            if (placed)
            {
                runs[^1].Add(new Pixel(X.Of(xs[i]), Y.Of(ys[i])));
            }
            within = placed;
        }
        return runs;
    }
}
