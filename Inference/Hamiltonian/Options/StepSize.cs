using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Where the step size of the integrator comes from: a closed union.</summary>
public abstract record StepSize
{
    private StepSize()
    {
    }

    /// <summary>One step size throughout.</summary>
    /// <param name="Value">The step size, positive.</param>
    public sealed record Fixed(double Value) : StepSize;

    /// <summary>
    /// Searched by doubling and halving, then adapted during the warm-up by dual averaging until the mean acceptance is the one asked for
    /// (Hoffman and Gelman 2014, section 3.2 and algorithm 4).
    /// </summary>
    /// <param name="Acceptance">The acceptance to reach, above 0 and below 1; null for the method's usual one.</param>
    /// <param name="First">Where the search begins, positive.</param>
    public sealed record Adapted(double? Acceptance = null, double First = 1) : StepSize;

    internal void Validate()
    {
        switch (this)
        {
            case Fixed step:
                HamiltonianOptions.Require(
                    step.Value > 0 && double.IsFinite(step.Value), "stepSize.value", $"{step.Value:R}", "positive and finite");
                break;
            case Adapted adapted:
                HamiltonianOptions.Require(
                    adapted.Acceptance is null or > 0 and < 1, "stepSize.acceptance", $"{adapted.Acceptance:R}", "above 0 and below 1");
                HamiltonianOptions.Require(
                    adapted.First > 0 && double.IsFinite(adapted.First), "stepSize.first", $"{adapted.First:R}", "positive and finite");
                break;
            default:
                throw new OptionException(new Problem("not a step size", "stepSize", ToString(), "fixed or adapted"));
        }
    }
}
