namespace ProbBnn.Inference;

/// <summary>The vectors of stretches in one array; places given back are lent again first, so that few of them are warm.</summary>
internal sealed class StretchPool
{
    private readonly double[] values;
    private readonly int dimension;
    private readonly int[] free;
    private int count;

    /// <param name="dimension">Number of coordinates.</param>
    /// <param name="places">Number of vectors.</param>
    public StretchPool(int dimension, int places)
    {
        this.dimension = dimension;
        values = new double[places * dimension];
        free = new int[places];
        Clear();
    }

    /// <summary>The vector at a place.</summary>
    public Span<double> this[int place] => values.AsSpan(place * dimension, dimension);

    /// <summary>Takes back every place.</summary>
    public void Clear()
    {
        count = free.Length;
        for (int i = 0; i < free.Length; i++)
        {
            free[i] = free.Length - 1 - i;
        }
    }

    /// <summary>Lends a place.</summary>
    public int Lend() => free[--count];

    /// <summary>
    /// Joins two neighbouring stretches, the end of the first beside the beginning of the second, and takes back the places that the whole
    /// no longer needs.
    /// </summary>
    /// <returns>Whether the path goes on: no U-turn of the whole, or between either stretch and its neighbour's nearest state.</returns>
    public bool Join(Stretch first, Stretch second, out Stretch whole)
    {
        int sum = first.IsSingle ? Lend() : first.Sum;
        bool goesOn = Leapfrog.Join(
            this[first.Begin], this[first.End], this[first.Sum], this[second.Begin], this[second.End], this[second.Sum], this[sum]);
        if (!first.IsSingle)
        {
            free[count++] = first.End;
        }
        if (!second.IsSingle)
        {
            free[count++] = second.Begin;
            free[count++] = second.Sum;
        }
        whole = new Stretch(first.Begin, second.End, sum);
        return goesOn;
    }
}
