namespace ProbBnn.Dsl;

/// <summary>How data are scaled on the way into the model; moments come from the training tasks and are stored with the result.</summary>
/// <param name="Inputs">What is done to inputs.</param>
/// <param name="Outputs">What is done to outputs; a Bernoulli likelihood takes them as they are.</param>
public sealed record ScalingPolicy(InputScaling Inputs, OutputScaling Outputs)
{
    /// <summary>The usual policy: inputs standardised, outputs standardised unless the likelihood is Bernoulli.</summary>
    /// <param name="likelihood">The likelihood of the model.</param>
    public static ScalingPolicy DefaultFor(Likelihood likelihood) =>
        new(InputScaling.Standardise, likelihood is Likelihood.Bernoulli ? OutputScaling.None : OutputScaling.Standardise);
}
