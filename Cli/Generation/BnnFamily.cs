using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>Functions of one output drawn from the prior of a network, with noise; inputs and outputs are the network's own.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Model">The network; its likelihood is not used.</param>
internal sealed record BnnFamily(IEngine Engine, BnnModel Model) : TaskFamily
{
    public override int InputDimension => Model.Inputs;

    protected override double[] Outputs(double[] inputs, RandomKey key)
    {
        var functions = PriorPredictive.Draw(Engine, Model, inputs, [key.Fold("weights")], RandomKey.FromSeed(0));
        return WithNoise([.. functions.Cast<double>()], key);
    }
}
