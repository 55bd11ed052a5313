using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

/// <summary>Interruptions, slices, groups and threads change no bit.</summary>
public class ResumeTests
{
    public static TheoryData<int, int> All => [.. Enumerable.Range(0, 9).Select(i => (i / 3, i % 3))];

    /// <summary>A warm-up with windows that end after 66 iterations in all metrics that are adapted.</summary>
    private static HamiltonianOptions Options(int metric) =>
        new() { WarmUp = 74, Draws = 40, Thinning = 3, Metric = Runs.Metrics[metric], GroupSize = 2 };

    /// <summary>Bit for bit, with the name of the array that differs.</summary>
    private static void Same(HamiltonianState expected, HamiltonianState actual)
    {
        Assert.All(expected.ToArrays().Zip(actual.ToArrays()), pair =>
        {
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.Equal(pair.First.Values, pair.Second.Values);
        });
        Assert.True(expected == actual);
    }

    /// <summary>Cuts after 7 to 66 gradients, through the search, both ends of the window, and the sampling; the state passes through
    /// named arrays each time.</summary>
    [Theory, MemberData(nameof(All))]
    public void Cut_and_restored_at_many_points(int method, int metric)
    {
        var (targets, how) = (RowTarget.Banana, Runs.Methods[method]);
        var whole = Runs.Finish(Runs.Begin(targets, 3, 2, how, Options(metric)));
        var state = Runs.Begin(targets, 3, 2, how, Options(metric)).Snapshot();
        int cuts = 0;
        for (bool finished = false; !finished; cuts++)
        {
            using var sampler = HamiltonianSampler.Restore(targets, state);
            sampler.Run(7 + cuts % 60);
            state = HamiltonianState.FromArrays(how, Options(metric), 1, 3, sampler.Snapshot().ToArrays());
            finished = sampler.IsFinished;
        }
        Assert.InRange(cuts, 4, 10_000);
        Same(whole, state);
        Assert.Equal(40, state.Chains[2].LogDensities.Count);
        Assert.Equal(13 * 2, state.Chains[2].Draws.Count);
    }

    [Theory, MemberData(nameof(All))]
    public void Slices_groups_and_threads_change_nothing(int method, int metric)
    {
        var how = Runs.Methods[method];
        HamiltonianState Of(int groupSize, int threads, int slice)
        {
            var state = Runs.Finish(
                Runs.Begin(RowTarget.Banana, 5, 2, how, Options(metric) with { GroupSize = groupSize }, 1, threads), slice);
            return state with { Options = Options(metric) };
        }
        var expected = Of(1, 1, 1000);
        Same(expected, Of(5, 1, 1));
        Same(expected, Of(2, 2, 13));
        Same(expected, Of(3, 2, 1000));
    }

    [Fact]
    public void Seeds_and_chains_differ()
    {
        HamiltonianState Of(ulong seed) => Runs.Finish(HamiltonianSampler.Init(
            RowTarget.Banana, [[0.5, 0.5], [0.5, 0.5]], Runs.Nuts, Options(1), seed));
        Assert.Equal(Of(1), Of(1));
        Assert.NotEqual(Of(1).Chains[0].Draws, Of(2).Chains[0].Draws);
        Assert.NotEqual(Of(1).Chains[0].Draws, Of(1).Chains[1].Draws);
    }
}
