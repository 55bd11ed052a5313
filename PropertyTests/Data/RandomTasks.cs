using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

/// <summary>Random sets of tasks: any number of tasks and points (0 included), awkward ids, any finite number.</summary>
internal static class RandomTasks
{
    private static readonly string[] AwkwardIds =
        ["a,b", "say \"hi\"", "\"", " lead and trail ", "two\nlines", "cr\r\nlf", "#1", "=1+1", "käse 漢字", "'", "NaN", "007", ","];

    public static Gen<TaskSet> Any { get; } =
        from seed in Gen.Choose(0, 1_000_000)
        from tasks in Gen.Choose(0, 7)
        from inputs in Gen.Choose(1, 3)
        from outputs in Gen.Choose(1, 3)
        from grouped in Gen.Elements(true, false)
        select Of(RandomKey.FromSeed((ulong)seed), tasks, inputs, outputs, grouped, 0, Number);

    /// <summary>Sets with at least one task, at least one point each, and standard normal numbers.</summary>
    public static Gen<TaskSet> Plain { get; } =
        from seed in Gen.Choose(0, 1_000_000)
        from tasks in Gen.Choose(1, 9)
        from inputs in Gen.Choose(1, 3)
        from outputs in Gen.Choose(1, 3)
        select Of(RandomKey.FromSeed((ulong)seed), tasks, inputs, outputs, true, 1, (key, i) => key.Normal(i, 0));

    public static TaskSet Of(
        RandomKey key, int tasks, int inputs, int outputs, bool grouped, int minPoints, Func<RandomKey, int, double> number) => new(
        Enumerable.Range(1, inputs).Select(i => i == 1 ? "x, first" : $"x{i}").ToValueList(),
        Enumerable.Range(1, outputs).Select(i => $"y \"{i}\"").ToValueList(),
        Enumerable.Range(0, tasks).Select(t =>
        {
            var own = key.Fold(t);
            int points = minPoints + own.Fold("points").Integer(0, 0, 9 - minPoints);
            double[] Numbers(string name, int count) => [.. Enumerable.Range(0, count).Select(i => number(own.Fold(name), i))];
            return new DataTask(
                t < AwkwardIds.Length && own.Fold("id").Uniform(0, 0) < 0.7 ? AwkwardIds[t * 3 % AwkwardIds.Length] + t : $"task {t}",
                Numbers("x", points * inputs), Numbers("y", points * outputs), inputs, outputs, grouped ? $"group, {t % 3}" : null);
        }));

    public static void RequireEqual(TaskSet expected, TaskSet actual)
    {
        Assert.Equal(expected.InputNames, actual.InputNames);
        Assert.Equal(expected.OutputNames, actual.OutputNames);
        Assert.Equal(expected.Tasks.Select(t => (t.Id, t.Group)), actual.Tasks.Select(t => (t.Id, t.Group)));
        foreach (var (e, a) in expected.Tasks.Zip(actual.Tasks))
        {
            Assert.Equal(Bits(e.Inputs), Bits(a.Inputs));
            Assert.Equal(Bits(e.Outputs), Bits(a.Outputs));
        }
    }

    public static long[] Bits(ReadOnlySpan<double> values) => [.. values.ToArray().Select(BitConverter.DoubleToInt64Bits)];

    private static double Number(RandomKey key, int index)
    {
        double any = BitConverter.UInt64BitsToDouble(key.Bits((ulong)index, 0).X0);
        return key.Integer(index, 2, 8) switch
        {
            0 => 0,
            1 => -0.0,
            2 => key.Integer(index, 4, 200) - 100,
            3 => double.Epsilon,
            4 => -double.MaxValue,
            5 => key.Normal(index, 6),
            6 => 0.1 + 0.2,
            _ => double.IsFinite(any) ? any : 1e-300,
        };
    }
}
