using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Where a sampler stands: what it was asked for, and every chain after its last finished iteration.</summary>
/// <param name="Method">How chains move.</param>
/// <param name="Options">How they are run.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Chains">The chains.</param>
public sealed record HamiltonianState(
    HamiltonianMethod Method, HamiltonianOptions Options, ulong Seed, ValueList<ChainState> Chains)
{
    /// <summary>The chains as named arrays: <c>chain 0/position</c>, and so on.</summary>
    public IReadOnlyList<(string Name, double[] Values)> ToArrays() => [.. Chains.SelectMany((c, i) => c.ToArrays(Prefix(i)))];

    /// <summary>A state whose chains come from the arrays that <see cref="ToArrays"/> gave.</summary>
    /// <param name="method">How chains move.</param>
    /// <param name="options">How they are run.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="chains">Number of chains.</param>
    /// <param name="arrays">The arrays.</param>
    /// <exception cref="DataException">An array is missing, is there twice, or has the wrong length.</exception>
    public static HamiltonianState FromArrays(
        HamiltonianMethod method, HamiltonianOptions options, ulong seed, int chains,
        IReadOnlyList<(string Name, double[] Values)> arrays)
    {
        var named = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (name, values) in arrays)
        {
            if (!named.TryAdd(name, values))
            {
                throw new DataException(new Problem("an array is there twice", name, null, "one array of each name"));
            }
        }
        return new HamiltonianState(
            method, options, seed, Enumerable.Range(0, chains).Select(c => ChainState.FromArrays(Prefix(c), named)).ToValueList());
    }

    /// <summary>What has been drawn so far.</summary>
    public HamiltonianResult Result() => new(Method, Chains.Select(c => ChainRecord.Draws(c, Options)).ToValueList());

    private static string Prefix(int chain) => $"chain {chain}/";
}
