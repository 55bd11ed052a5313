using ProbBnn.Dsl;

namespace ProbBnn.Cli;

/// <summary>How many weights a network has.</summary>
internal static class WeightCount
{
    /// <summary>Weights and biases of all layers; those of inference networks are not among them.</summary>
    public static long Of(BnnModel model) => Enumerable.Range(0, model.LayerCount).Sum(l => (long)model.FanIn(l) * model.Width(l));
}
