namespace ProbBnn.Dsl;

/// <summary>The units in which a noise standard deviation and its bounds are stated.</summary>
public enum NoiseUnits
{
    /// <summary>Units of the scaled outputs: 1 is one standard deviation of the training outputs.</summary>
    Standardised,

    /// <summary>Units of the data's own outputs; divided by each output's scale before use.</summary>
    Data,
}
