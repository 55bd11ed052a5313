using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Weights of one chunk of samples given a whole context, and the divergence from the prior that they cost.</summary>
/// <param name="Values">Names and row-major numbers of the programs' weight inputs.</param>
/// <param name="Divergences">KL of all layers, of every sample, in nats.</param>
internal sealed record ConditionedWeights(IReadOnlyList<(string Name, double[] Values)> Values, double[] Divergences)
{
    /// <summary>Hands the weights to a session, as far as its program uses them.</summary>
    public static void Write(IReadOnlyList<(string Name, double[] Values)> weights, ISession session, Program program)
    {
        foreach (var (name, values) in weights)
        {
            Slot.Of(program, name).Write(session, values);
        }
    }
}
