using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>The shape of one layer's inference network: a plain dense network with a linear output.</summary>
/// <param name="Inputs">Number of inputs: features, then incoming activations if it sees them, then outputs of the model.</param>
/// <param name="Hidden">Its hidden widths; none makes it affine.</param>
/// <param name="Activation">The nonlinearity of its hidden layers.</param>
/// <param name="Units">Number of units of the layer that it serves.</param>
/// <param name="GivesTargets">Whether it gives pseudo-targets, first in its output.</param>
/// <param name="GivesNoise">Whether it gives log pseudo standard deviations, last in its output.</param>
public sealed record NetShape(
    int Inputs, ValueList<int> Hidden, Activation Activation, int Units, bool GivesTargets, bool GivesNoise)
{
    /// <summary>Number of outputs: the units once for targets and once for noise, as far as the network gives them.</summary>
    public int Outputs => Units * ((GivesTargets ? 1 : 0) + (GivesNoise ? 1 : 0));

    /// <summary>Number of weights and biases.</summary>
    public long ParameterCount
    {
        get
        {
            int[] widths = [Inputs, .. Hidden, Outputs];
            return widths.Zip(widths.Skip(1), (incoming, outgoing) => (incoming + 1L) * outgoing).Sum();
        }
    }
}
