using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

public class TurnsTests
{
    private const int TicksOfTurn = 20;

    private static readonly HamiltonianOptions Options = new()
    {
        WarmUp = 0,
        Draws = 400,
        StepSize = new StepSize.Fixed(0.1),
        Metric = new Metric.Unit(),
    };

    /// <summary>Chains whose iterations take 1, 3 and 40 gradients stay side by side, and no tick of the budget is lost.</summary>
    [Fact]
    public void Chains_with_long_paths_get_more_ticks()
    {
        int[] lengths = [1, 3, 40];
        var targets = lengths.Select(_ => RowTarget.Normal(1, 1)(1)).ToArray();
        var groups = lengths.Select((length, c) => Started(targets[c], c, length)).ToArray();
        var turns = new Turns(groups, ticks: 1000, TicksOfTurn);
        while (turns.Take(out var group, out int ticks))
        {
            Assert.InRange(ticks, 1, TicksOfTurn);
            group.Run(ticks, CancellationToken.None);
            turns.Return(group);
        }
        Assert.Equal(3 * 1000, targets.Cast<RowTarget>().Sum(t => t.Evaluations - 1));
        Assert.InRange(groups.Max(g => g.Iterations) - groups.Min(g => g.Iterations), 0, TicksOfTurn + 1);
        Assert.InRange(groups.Min(g => g.Iterations), 3000.0 / lengths.Sum() - TicksOfTurn, 3000.0 / lengths.Sum());
    }

    /// <summary>A group in somebody's hands is not given to anybody else, and one that is finished to nobody.</summary>
    [Fact]
    public void A_group_is_in_one_hand()
    {
        ChainGroup[] groups = [Started(RowTarget.Normal(1, 1)(1), 0, 1), Started(RowTarget.Normal(1, 1)(1), 1, 1)];
        var turns = new Turns(groups, 10_000, 1000);
        Assert.True(turns.Take(out var first, out _) && turns.Take(out var second, out _) && first != second);
        Assert.False(turns.Take(out _, out _));
        first.Run(1000, CancellationToken.None);
        Assert.True(first.IsFinished);
        turns.Return(first);
        Assert.False(turns.Take(out _, out _));
    }

    private static ChainGroup Started(IDensityTarget target, int chain, int steps)
    {
        var group = new ChainGroup(target, chain, new HamiltonianMethod.Hmc(new PathLength.Steps(steps)), Options, seed: 1);
        group.Start([[0.5, -0.5]]);
        return group;
    }
}
