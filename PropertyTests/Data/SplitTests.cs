using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

public class SplitTests
{
    private static Gen<(TaskSet Tasks, double Fraction, RandomKey Key)> Cases { get; } =
        from count in Gen.Choose(2, 40)
        from groups in Gen.Choose(2, 6)
        from percent in Gen.Choose(1, 99)
        from seed in Gen.Choose(0, 1_000_000)
        select (Grouped(count, groups), percent / 100.0, RandomKey.FromSeed((ulong)seed));

    [Fact]
    public void A_split_is_a_partition_that_reaches_the_share() => Law.Holds(Cases, c =>
    {
        foreach (var by in Enum.GetValues<SplitBy>())
        {
            var split = TaskSplit.HoldOut(c.Tasks, c.Fraction, c.Key, by);
            Assert.Equal(Enumerable.Range(0, c.Tasks.Count), split.Training.Concat(split.HeldOut).Order());
            Assert.Equal(split.Training.Order(), split.Training);
            Assert.NotEmpty(split.Training);
            Assert.NotEmpty(split.HeldOut);
        }
        int count = TaskSplit.HoldOut(c.Tasks, c.Fraction, c.Key, SplitBy.Task).HeldOut.Count;
        Assert.Equal(Math.Min(c.Tasks.Count - 1, (int)Math.Ceiling((decimal)c.Fraction * c.Tasks.Count)), count);
    });

    /// <summary>No group straddles, and the last group drawn was needed: without any one of some group the share is not reached.</summary>
    [Fact]
    public void Groups_are_held_out_whole() => Law.Holds(Cases, c =>
    {
        var split = TaskSplit.HoldOut(c.Tasks, c.Fraction, c.Key, SplitBy.Group);
        var held = split.HeldOut.Select(i => c.Tasks.Tasks[i].Group).ToHashSet();
        Assert.DoesNotContain(split.Training, i => held.Contains(c.Tasks.Tasks[i].Group));
        int groups = c.Tasks.Tasks.Select(t => t.Group).Distinct().Count();
        Assert.True(split.HeldOut.Count >= (c.Fraction * c.Tasks.Count) - 1e-9 || held.Count == groups - 1);
        Assert.Contains(held, last => split.HeldOut.Count(i => c.Tasks.Tasks[i].Group != last) < c.Fraction * c.Tasks.Count);
    });

    [Fact]
    public void The_order_of_the_tasks_does_not_change_which_are_held_out() => Law.Holds(Cases, c =>
    {
        var order = c.Key.Fold("order").Permutation(c.Tasks.Count);
        foreach (var by in Enum.GetValues<SplitBy>())
        {
            var split = TaskSplit.HoldOut(c.Tasks, c.Fraction, c.Key, by);
            Assert.Equal(split, TaskSplit.HoldOut(c.Tasks, c.Fraction, c.Key, by));
            var mixed = TaskSplit.HoldOut(c.Tasks.Select(order), c.Fraction, c.Key, by);
            Assert.Equal(split.HeldOut, mixed.HeldOut.Select(i => order[i]).Order().ToValueList());
        }
    });

    [Fact]
    public void Every_task_is_held_out_equally_often()
    {
        var tasks = Grouped(10, 2);
        var times = new int[10];
        for (ulong seed = 0; seed < 2000; seed++)
        {
            foreach (int task in TaskSplit.HoldOut(tasks, 0.3, RandomKey.FromSeed(seed), SplitBy.Task).HeldOut)
            {
                times[task]++;
            }
        }
        Assert.All(times, t => Assert.InRange(t, 600 - 100, 600 + 100)); // 5 standard deviations of a binomial(2000, 0.3)
    }

    [Fact]
    public void Impossible_splits_are_refused()
    {
        var key = RandomKey.FromSeed(1);
        foreach (double share in new[] { 0, 1, -0.1, 1.5, double.NaN })
        {
            Refusal.Of<OptionException>(() => TaskSplit.HoldOut(Grouped(5, 2), share, key, SplitBy.Task), "above 0 and below 1");
        }
        Refusal.Of<DataException>(() => TaskSplit.HoldOut(Grouped(1, 1), 0.5, key, SplitBy.Task), "got 1 tasks", "at least two");
        Refusal.Of<DataException>(() => TaskSplit.HoldOut(Grouped(5, 1), 0.5, key, SplitBy.Group), "got 1 groups", "split by task");
        var ungrouped = new TaskSet(["x"], ["y"], [new DataTask("a", [1], [1], 1, 1, "g"), new DataTask("b", [1], [1], 1, 1)]);
        Refusal.Of<DataException>(() => TaskSplit.HoldOut(ungrouped, 0.5, key, SplitBy.Group), "'b'", "no group");
    }

    [Fact]
    public void Context_and_targets_partition_the_points() => Law.Holds(
        from points in Gen.Choose(0, 50)
        from seed in Gen.Choose(0, 1_000_000)
        from percent in Gen.Choose(0, 99)
        select (points, seed, percent),
        c =>
        {
            var key = RandomKey.FromSeed((ulong)c.seed);
            var split = ContextSplit.ForEvaluation(c.points, c.percent / 100.0, key);
            Assert.Equal(Enumerable.Range(0, c.points), split.Context.Concat(split.Target).Order());
            Assert.Equal(Math.Min(c.points, Math.Max(1, (int)Math.Floor(c.percent / 100.0 * c.points))), split.Context.Count);
            int count = c.points * c.percent / 100;
            Assert.Equal(count, ContextSplit.Draw(c.points, count, key).Context.Count);
        });

    /// <summary>The rule of the training split: sizes by the drawn share; an empty side borrows a point that stays where it was.</summary>
    [Fact]
    public void Training_splits_always_have_both_sides() => Law.Holds(
        from points in Gen.Choose(0, 30)
        from low in Gen.Choose(0, 100)
        from high in Gen.Choose(low, 100)
        from seed in Gen.Choose(0, 1_000_000)
        select (points, low: low / 100.0, high: high / 100.0, seed),
        c =>
        {
            var (context, target) = new ContextShare(c.low, c.high).Draw(c.points, RandomKey.FromSeed((ulong)c.seed));
            Assert.Equal(Enumerable.Range(0, c.points), context.Concat(target).Distinct().Order());
            if (c.points > 0)
            {
                int Floor(double share) => Math.Max(1, (int)Math.Floor(share * c.points));
                Assert.InRange(context.Count, Floor(c.low), Floor(c.high));
                int both = context.Count + target.Count - c.points;
                bool borrowed = (context.Count == 1 && target.Count == c.points) || (target.Count == 1 && context.Count == c.points);
                Assert.Equal(borrowed ? 1 : 0, both);
            }
        });

    [Fact]
    public void Training_splits_of_given_shares()
    {
        var key = RandomKey.FromSeed(2);
        var none = new ContextShare(0, 0).Draw(7, key);
        Assert.Equal(7, none.Target.Count);
        Assert.Contains(Assert.Single(none.Context), none.Target);
        var all = new ContextShare(1, 1).Draw(7, key);
        Assert.Equal(7, all.Context.Count);
        Assert.Contains(Assert.Single(all.Target), all.Context);
        Assert.Equal(new ContextSplit([0], [0]), new ContextShare(0.1, 0.6).Draw(1, key));
        Assert.Equal(new ContextSplit([], []), new ContextShare(0.1, 0.6).Draw(0, key));
        Assert.Equal(3, new ContextShare(0.5, 0.5).Draw(7, key).Context.Count);
        var share = new ContextShare(0.2, 0.8);
        var sizes = Enumerable.Range(0, 20_000).Select(i => (double)share.Draw(100, key.Fold(i)).Context.Count).ToArray();
        Assert.Equal(20, sizes.Min());
        Assert.Equal(79, sizes.Max());
        Assert.Equal(49.5, sizes.Average(), 0.65); // floor of a uniform on (20, 80): 5 standard errors of 17.3 / sqrt(20000)
    }

    [Theory]
    [InlineData(-0.1, 0.5)]
    [InlineData(0.6, 0.5)]
    [InlineData(0.5, 1.1)]
    [InlineData(double.NaN, 0.5)]
    [InlineData(0.1, double.NaN)]
    public void Bad_shares_are_refused(double low, double high) =>
        Refusal.Of<OptionException>(() => new ContextShare(low, high), "0 <= low <= high <= 1");

    [Fact]
    public void Bad_evaluation_shares_and_counts_are_refused()
    {
        foreach (double share in new[] { -0.1, 1, double.NaN })
        {
            Refusal.Of<OptionException>(() => ContextSplit.ForEvaluation(5, share, RandomKey.FromSeed(1)), "from 0 to below 1");
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => ContextSplit.Draw(3, 4, RandomKey.FromSeed(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContextSplit.Draw(3, -1, RandomKey.FromSeed(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContextShare(0, 1).Draw(-1, RandomKey.FromSeed(1)));
    }

    /// <summary>Tasks of 0, 1, 2, 3, 0 ... points in groups of unequal sizes.</summary>
    internal static TaskSet Grouped(int count, int groups) => new(["x"], ["y"], Enumerable.Range(0, count).Select(i =>
    {
        double[] numbers = [.. Enumerable.Repeat(1.0, i % 4)];
        return new DataTask($"task {i}", numbers, numbers, 1, 1, $"g{(i < groups ? i : i * i % groups)}");
    }));
}
