using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>How a report came about, so that it can be made again.</summary>
/// <param name="Version">The version of the program.</param>
/// <param name="Command">The command line.</param>
/// <param name="Seed">The seed of all randomness.</param>
/// <param name="Engine">The engine and its precision.</param>
/// <param name="Duration">The wall time of the whole command.</param>
public sealed record Provenance(string Version, string Command, ulong Seed, string Engine, TimeSpan Duration)
{
    /// <summary>The facts for the footer of a page.</summary>
    public ValueList<Fact> ToFacts() =>
    [
        new Fact("Made by", "ProbBnn " + Version), new Fact("Command", Command),
        new Fact("Seed", Seed.ToString(CultureInfo.InvariantCulture)), new Fact("Engine", Engine), new Fact("Wall time", Written(Duration)),
    ];

    /// <summary>A duration in words: 48 s, 3 min 20 s, 1 h 5 min.</summary>
    /// <param name="duration">The duration, not negative.</param>
    public static string Written(TimeSpan duration) => duration.TotalSeconds < 10
        ? duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : duration.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{duration.Seconds} s")
        : duration.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{duration.Minutes} min {duration.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalHours} h {duration.Minutes} min");
}
