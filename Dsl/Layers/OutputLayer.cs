namespace ProbBnn.Dsl;

/// <summary>The last layer: linear, with as many units as the model has outputs.</summary>
/// <param name="Prior">The prior over the layer's weights [outputs, fan-in].</param>
public sealed record OutputLayer(Prior Prior);
