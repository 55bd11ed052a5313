using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The data sets that a process is calibrated on: functions drawn from its prior, observed at given inputs.</summary>
/// <param name="Inputs">Where every data set has its points, row-major [points, inputs], in the data's own units.</param>
/// <param name="Queries">Where the function's value is ranked, row-major [queries, inputs], in the data's own units.</param>
public sealed record CalibrationDesign(ValueList<double> Inputs, ValueList<double> Queries)
{
    /// <summary>Number of simulated data sets, at least <see cref="Uniformity.FewestValues"/>; 200 and more find moderate faults.</summary>
    public int Simulations { get; init; } = 200;

    /// <summary>Posterior draws that each truth is ranked among. Draws of chains must be all but independent, so ask for far fewer than
    /// there are.</summary>
    public int Draws { get; init; } = 99;

    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Refuses a design that a model cannot be calibrated on.</summary>
    /// <exception cref="OptionException">There are no draws, or the inputs are no whole points.</exception>
    internal void Validate(BnnModel model)
    {
        Require(Draws >= 1, "draws", $"{Draws}", "at least 1");
        Require(Inputs.Count % model.Inputs == 0, "inputs", $"{Inputs.Count} numbers", $"a multiple of {model.Inputs}");
        Require(
            Queries.Count > 0 && Queries.Count % model.Inputs == 0, "queries", $"{Queries.Count} numbers",
            $"one point or more of {model.Inputs} numbers each");
    }

    private static void Require(bool holds, string option, string got, string expected)
    {
        if (!holds)
        {
            throw new OptionException(new Problem("the design cannot be used", option, got, expected));
        }
    }
}
