using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How a process is conditioned on a context that goes through it in parts.</summary>
public sealed record LargeContextOptions
{
    /// <summary>Points of a part, at most. More points need more memory; the answer does not depend on it but for rounding.</summary>
    public int BatchPoints { get; init; } = 4096;

    /// <summary>Weight samples that are drawn at once, when conditioning; further ones are drawn, by further passes, when asked
    /// for.</summary>
    public int Samples { get; init; } = 200;

    /// <summary>The seed of the samples drawn at once.</summary>
    public ulong Seed { get; init; }

    /// <summary>Refuses options outside their ranges.</summary>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    public LargeContextOptions Validated()
    {
        Require(BatchPoints is >= 1 and <= 1 << 20, "batchPoints", $"{BatchPoints}", "1 to 1,048,576");
        Require(Samples >= 1, "samples", $"{Samples}", "at least 1");
        return this;
    }

    private static void Require(bool holds, string option, string got, string expected)
    {
        if (!holds)
        {
            throw new OptionException(new Problem("option out of range", option, got, expected, "choose a value in the range"));
        }
    }
}
