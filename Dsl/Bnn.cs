namespace ProbBnn.Dsl;

/// <summary>Where the description of a Bayesian neural network begins.</summary>
public static class Bnn
{
    /// <summary>A model of real-valued outputs; its likelihood is still to be stated with <see cref="ModelBuilder.Observe"/>.</summary>
    /// <param name="inputs">Number of inputs, at least 1.</param>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    public static ModelBuilder Regression(int inputs, int outputs) => new(inputs, outputs);

    /// <summary>A model of binary outputs, each with a Bernoulli likelihood.</summary>
    /// <param name="inputs">Number of inputs, at least 1.</param>
    /// <param name="outputs">Number of binary outputs, at least 1.</param>
    public static ModelBuilder Classification(int inputs, int outputs) =>
        new ModelBuilder(inputs, outputs).Observe(Likelihood.Bernoulli());
}
