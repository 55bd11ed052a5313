using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>What makes a share of the prior possible.</summary>
internal static class PriorShareRules
{
    internal static IEnumerable<Problem> ProblemsOf(string path, PriorShare share) => share switch
    {
        PriorShare.FromInput front => Share(path, front.Share),
        PriorShare.FromOutput back => Share(path, back.Share),
        _ => [],
    };

    private static IEnumerable<Problem> Share(string path, double share) =>
        Rule.Between($"{path}.share", share, 0, 1, "not a possible share of the weights", "0.1 to 0.5 is usual for few training tasks");
}
