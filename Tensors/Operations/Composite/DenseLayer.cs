namespace ProbBnn.Tensors;

/// <summary>A hidden layer of a <see cref="Operation.DenseNetwork"/>.</summary>
/// <param name="Activation">The nonlinearity after the layer.</param>
/// <param name="IsResidual">Whether what entered the layer, before the nonlinearity below, is added to what it makes; its widths in and out
/// are equal then.</param>
public sealed record DenseLayer(DenseActivation Activation, bool IsResidual = false);
