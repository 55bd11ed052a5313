using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Hosting;

/// <summary>Makes amortised inference on the application's engine.</summary>
/// <param name="engine">The engine.</param>
public sealed class AmortisedInferenceFactory(IEngine engine)
{
    /// <summary>Amortised inference that maximises an objective.</summary>
    /// <param name="objective">What training maximises.</param>
    public AmortisedInference For(Objective objective) => new(engine, objective);
}
