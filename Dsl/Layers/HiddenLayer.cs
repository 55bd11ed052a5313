namespace ProbBnn.Dsl;

/// <summary>A dense hidden layer: units with weights over the incoming values and a bias (last), then a nonlinearity.</summary>
/// <param name="Width">Number of units, from 1 to 1,000,000.</param>
/// <param name="Activation">The nonlinearity after the layer.</param>
/// <param name="Prior">The prior over the layer's weights [units, fan-in].</param>
/// <param name="Skip">Whether the incoming values are added to the layer's output.</param>
public sealed record HiddenLayer(int Width, Activation Activation, Prior Prior, Skip Skip = Skip.None);
