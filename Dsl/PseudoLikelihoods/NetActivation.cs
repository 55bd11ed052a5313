namespace ProbBnn.Dsl;

/// <summary>The nonlinearity of the inference networks' hidden layers.</summary>
public abstract record NetActivation
{
    private NetActivation()
    {
    }

    /// <summary>That of the network's first hidden layer; tanh where it has none.</summary>
    public sealed record LikeNetwork : NetActivation;

    /// <summary>A stated one.</summary>
    /// <param name="Activation">The nonlinearity.</param>
    public sealed record Given(Activation Activation) : NetActivation;
}
