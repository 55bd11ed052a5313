using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How long a path of Hamiltonian Monte Carlo is: a closed union.</summary>
public abstract record PathLength
{
    private PathLength()
    {
    }

    /// <summary>A number of leapfrog steps, whatever their size.</summary>
    /// <param name="Count">The steps, at least 1.</param>
    public sealed record Steps(int Count) : PathLength;

    /// <summary>A length of time: as many steps as fill it, rounded to the nearest, at least one.</summary>
    /// <param name="Length">The length, positive, in the units of the step size.</param>
    /// <param name="MaxSteps">There are never more steps than this, at least 1.</param>
    public sealed record Time(double Length, int MaxSteps = 1000) : PathLength;

    /// <summary>The number of steps.</summary>
    /// <param name="stepSize">The step size, positive.</param>
    /// <param name="factor">A factor of the length, from 0 to 2.</param>
    internal int StepsOf(double stepSize, double factor) => this switch
    {
        Steps steps => (int)Math.Clamp(Math.Round(steps.Count * factor), 1, int.MaxValue),
        Time time => (int)Math.Clamp(Math.Round(time.Length * factor / stepSize), 1, time.MaxSteps),
        _ => throw Unknown(),
    };

    internal void Validate()
    {
        switch (this)
        {
            case Steps steps:
                HamiltonianOptions.Require(steps.Count is >= 1 and <= 1_000_000, "method.path.count", $"{steps.Count}", "1 to 1,000,000");
                break;
            case Time time:
                HamiltonianOptions.Require(
                    time.Length > 0 && double.IsFinite(time.Length), "method.path.length", $"{time.Length:R}", "positive and finite");
                HamiltonianOptions.Require(
                    time.MaxSteps is >= 1 and <= 1_000_000, "method.path.maxSteps", $"{time.MaxSteps}", "1 to 1,000,000");
                break;
            default:
                throw Unknown();
        }
    }

    private OptionException Unknown() => new(new Problem("not a path length", "method.path", ToString(), "steps or time"));
}
