namespace ProbBnn.Dsl;

/// <summary>
/// The variational part of a description: small networks, one per layer, that map every context point to a pseudo-target and a
/// pseudo-noise for every unit of the layer (Rochussen and Fortuin, ICLR 2026). Made by <see cref="Amortised"/>.
/// </summary>
/// <param name="Widths">Hidden widths of the inference networks.</param>
/// <param name="Activation">Nonlinearity of their hidden layers.</param>
/// <param name="Input">What they see of a context point.</param>
/// <param name="Floor">Whether their log pseudo-noise has a floor.</param>
/// <param name="LastLayer">The last layer's switches.</param>
public sealed record PseudoLikelihood(
    NetWidths Widths, NetActivation Activation, NetInput Input, LogNoiseFloor Floor, LastLayer LastLayer);
