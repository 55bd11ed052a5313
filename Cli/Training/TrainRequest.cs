using ProbBnn.Data;
using ProbBnn.Inference;
using ProbBnn.Objectives;

namespace ProbBnn.Cli;

/// <summary>What <c>train</c> is asked for.</summary>
/// <param name="Data">The tasks.</param>
/// <param name="Start">Where training starts.</param>
/// <param name="Objective">What it maximises.</param>
/// <param name="Fit">How it is done; the steps between validations are still to be set.</param>
/// <param name="ValidateEvery">Steps between validations, or null to choose them.</param>
/// <param name="Minutes">The time to fill, or null where the steps are given.</param>
/// <param name="HoldOut">The share of the tasks to hold out, or null.</param>
/// <param name="Engine">How to compute.</param>
internal sealed record TrainRequest(
    DataSource Data, TrainStart Start, Objective Objective, FitOptions Fit, int? ValidateEvery, double? Minutes, double? HoldOut,
    EngineChoice Engine)
{
    /// <summary>What is held out together.</summary>
    public SplitBy HoldOutBy => Data.GroupColumn is null ? SplitBy.Task : SplitBy.Group;

    /// <summary>The same with file names taken from a folder.</summary>
    public TrainRequest From(string folder) => this with { Data = Data.From(folder), Start = Start.From(folder) };
}
