using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The scores of one output over the evaluated tasks.</summary>
/// <param name="Name">The output's name.</param>
/// <param name="Own">Scores in the output's own units.</param>
/// <param name="Standardised">The same scores in units of one standard deviation of the training tasks' output.</param>
public sealed record OutputScores(string Name, Scores Own, Scores Standardised)
{
    /// <summary>Scores from those of single tasks in the output's own units.</summary>
    /// <param name="name">The output's name.</param>
    /// <param name="tasks">Scores of the tasks, in order.</param>
    /// <param name="scale">What one standardised unit is in the output's own units.</param>
    internal static OutputScores Of(string name, IEnumerable<TaskScore> tasks, double scale)
    {
        var own = new Scores(tasks.ToValueList());
        return new OutputScores(name, own, own.InUnits(StdDev.Of(1 / scale)));
    }
}
