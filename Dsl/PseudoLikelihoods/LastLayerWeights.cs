namespace ProbBnn.Dsl;

/// <summary>What is done with the last layer's weights given a sample of the layers below.</summary>
public enum LastLayerWeights
{
    /// <summary>They are sampled like those of any other layer.</summary>
    Sampled,

    /// <summary>They are integrated out in closed form (Gaussian likelihood only), which removes most Monte Carlo noise.</summary>
    IntegratedOut,
}
