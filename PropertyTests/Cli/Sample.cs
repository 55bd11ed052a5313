using System.Globalization;
using ProbBnn.Foundation;
using ProbBnn.PropertyTests.Data;

namespace ProbBnn.PropertyTests.Cli;

/// <summary>Small files for runs of the tool.</summary>
internal static class Sample
{
    /// <summary>A long file of tasks with a few points each: columns task, group, x, y.</summary>
    public static string Long(this TempFolder folder, string name = "tasks.csv", int tasks = 8, ulong seed = 1)
    {
        var key = RandomKey.FromSeed(seed);
        var rows = Enumerable.Range(0, tasks).SelectMany(t => Enumerable.Range(0, 4 + t % 3).Select(p =>
        {
            double x = 4 * key.Fold(t).Uniform(p, 0) - 2;
            double y = 10 + 3 * Math.Sin(x + t) + 0.1 * key.Fold(t).Normal(p, 2);
            return string.Create(CultureInfo.InvariantCulture, $"t{t},g{t / 2},{x},{y}");
        }));
        return folder.Write(name, "task,group,x,y\n" + string.Join('\n', rows) + "\n");
    }

    /// <summary>The options that name the data of <see cref="Long"/>.</summary>
    public static string Data(string file) => $"--tasks {file} --task task --inputs x --outputs y";

    /// <summary>A training that takes no time.</summary>
    public static string Train(string file, string run, string more = "--steps 4") =>
        $"train {Data(file)} --hidden 3 --net 3 --samples 2 --batch 2 --threads 1 --out {run} {more}";

    /// <summary>A file of one data set of 24 points: columns x, y.</summary>
    public static string One(this TempFolder folder, string name = "one.csv", ulong seed = 1)
    {
        var key = RandomKey.FromSeed(seed);
        var rows = Enumerable.Range(0, 24).Select(p =>
        {
            double x = 4 * key.Uniform(p, 0) - 2;
            return string.Create(CultureInfo.InvariantCulture, $"{x},{5 + 2 * Math.Sin(2 * x) + 0.2 * key.Normal(p, 1)}");
        });
        return folder.Write(name, "x,y\n" + string.Join('\n', rows) + "\n");
    }

    /// <summary>A fit of a small network that takes no time.</summary>
    public static string Fit(string file, string run, string method) =>
        $"fit --data {file} --inputs x --outputs y --hidden 3 --net 3 --threads 1 --out {run} {method}";
}
