using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>What <c>fit</c> is asked for.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Start">Where model and prior come from.</param>
/// <param name="Method">The method with its options; its seed is the seed of everything.</param>
/// <param name="Time">How long it may work.</param>
/// <param name="HoldOut">The share of the points to hold out, or null.</param>
/// <param name="Engine">How to compute.</param>
internal sealed record FitRequest(
    FitData Data, FitStart Start, TaskMethod Method, FitTime Time, double? HoldOut, EngineChoice Engine)
{
    /// <summary>The same with file names taken from a folder.</summary>
    public FitRequest From(string folder) => this with { Data = Data.From(folder), Start = Start.From(folder) };
}
