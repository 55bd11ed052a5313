using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// Draws of one scalar function of interest by several chains of equal length: a prediction at a point, a log density. Weights are not
/// such a function: permuting units changes them and nothing that is predicted.
/// </summary>
public sealed record ScalarDraws
{
    /// <summary>The fewest draws of a chain that can be diagnosed: both halves of a chain need a variance.</summary>
    public const int FewestDraws = 4;

    private ScalarDraws(string quantity, int chains, ValueList<double> values) =>
        (Quantity, Chains, Values) = (quantity, chains, values);

    /// <summary>The name of the function.</summary>
    public string Quantity { get; }

    /// <summary>Number of chains, at least 1.</summary>
    public int Chains { get; }

    /// <summary>Number of draws of each chain, at least <see cref="FewestDraws"/>.</summary>
    public int Draws => Values.Count / Chains;

    /// <summary>All draws, row-major [chains, draws]; each finite, and so is their range.</summary>
    public ValueList<double> Values { get; }

    /// <summary>Draws of one function.</summary>
    /// <param name="quantity">The name of the function.</param>
    /// <param name="chains">The draws of each chain, in the order in which they were made; warm-up is not among them.</param>
    /// <exception cref="ShapeException">There is no chain, chains differ in length, or have fewer than <see cref="FewestDraws"/>
    /// draws.</exception>
    /// <exception cref="NumericalException">A draw is not finite, or the range of the draws is not.</exception>
    public static ScalarDraws Of(string quantity, IReadOnlyList<IReadOnlyList<double>> chains)
    {
        if (chains.Count == 0)
        {
            throw new ShapeException(new Problem("there is no chain to diagnose", quantity, "0 chains", "at least one chain"));
        }
        int draws = chains[0].Count;
        for (int c = 0; c < chains.Count; c++)
        {
            if (chains[c].Count != draws)
            {
                throw new ShapeException(new Problem(
                    "chains differ in length", $"{quantity}, chain {c}", $"{chains[c].Count} draws", $"{draws} draws, as in chain 0",
                    "cut all chains to the length of the shortest"));
            }
        }
        if (draws < FewestDraws)
        {
            throw new ShapeException(new Problem(
                "chains are too short to diagnose", quantity, $"{draws} draws a chain", $"at least {FewestDraws}", "draw more"));
        }
        var values = chains.SelectMany(chain => chain).ToValueList();
        for (int i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new NumericalException(new Problem(
                    "a draw is not a finite number", $"{quantity}, chain {i / draws}, draw {i % draws}", values[i].ToString("R", null),
                    "a finite number", "find out where the function of interest leaves the range of numbers"));
            }
        }
        if (!double.IsFinite(values.Max() - values.Min()))
        {
            throw new NumericalException(new Problem(
                "the range of the draws is not a finite number", quantity, $"{values.Min():R} to {values.Max():R}", "a finite range"));
        }
        return new ScalarDraws(quantity, chains.Count, values);
    }

    /// <summary>Draws of several functions that chains have made together.</summary>
    /// <param name="quantities">The names of the functions [quantities].</param>
    /// <param name="chains">The draws of each chain, [draws, quantities].</param>
    /// <exception cref="ShapeException">Chains are missing, too short, or their shapes do not fit together or with the names.</exception>
    /// <exception cref="NumericalException">A draw is not finite, or the range of a function's draws is not.</exception>
    public static ValueList<ScalarDraws> Columns(ValueList<string> quantities, IReadOnlyList<double[,]> chains)
    {
        for (int c = 0; c < chains.Count; c++)
        {
            if (chains[c].GetLength(1) != quantities.Count)
            {
                throw new ShapeException(new Problem(
                    "draws and names do not fit together", $"chain {c}", $"{chains[c].GetLength(1)} columns",
                    $"{quantities.Count} columns, one a function"));
            }
        }
        return quantities.Select((name, q) => Of(name, [.. chains.Select(c => Column(c, q))])).ToValueList();
    }

    /// <summary>A view of one chain's draws.</summary>
    /// <param name="chain">A chain from 0 to Chains - 1.</param>
    public ReadOnlySpan<double> Chain(int chain) => Values.AsSpan().Slice(chain * Draws, Draws);

    /// <summary>Draws of a function of this function.</summary>
    /// <param name="quantity">The name of the new function.</param>
    /// <param name="map">The map of each draw.</param>
    /// <exception cref="NumericalException">A mapped draw is not finite, or their range is not.</exception>
    public ScalarDraws Map(string quantity, Func<double, double> map) =>
        Of(quantity, [.. Enumerable.Range(0, Chains).Select(c => Values.Skip(c * Draws).Take(Draws).Select(map).ToArray())]);

    /// <summary>
    /// Whether a chain never moved: all its draws are equal. The middle draw of an odd number is left aside, as it is wherever chains are
    /// halved.
    /// </summary>
    /// <param name="chain">A chain from 0 to Chains - 1.</param>
    public bool IsStuck(int chain)
    {
        var draws = Chain(chain);
        int half = Draws / 2;
        return !draws[..half].ContainsAnyExcept(draws[0]) && !draws[^half..].ContainsAnyExcept(draws[0]);
    }

    /// <summary>Whether some chain never moved.</summary>
    internal bool AnyStuck => Enumerable.Range(0, Chains).Any(IsStuck);

    /// <summary>All draws in ascending order.</summary>
    internal double[] Sorted() => [.. Values.Order()];

    /// <summary>
    /// Values of all draws [chains, draws] as halves of chains [2 chains][draws / 2]; the middle draw of an odd number is left out.
    /// </summary>
    internal double[][] Halves(ReadOnlySpan<double> values)
    {
        int half = Draws / 2;
        var halves = new double[2 * Chains][];
        for (int c = 0; c < Chains; c++)
        {
            halves[2 * c] = values.Slice(c * Draws, half).ToArray();
            halves[2 * c + 1] = values.Slice((c + 1) * Draws - half, half).ToArray();
        }
        return halves;
    }

    private static double[] Column(double[,] draws, int column) =>
        [.. Enumerable.Range(0, draws.GetLength(0)).Select(s => draws[s, column])];
}
