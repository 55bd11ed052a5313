using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Draws of the unknowns from a variational family.</summary>
/// <param name="Latents">The unknowns [draws, Dimension].</param>
/// <param name="LogDensity">log q of each draw [draws].</param>
/// <param name="Divergence">An unbiased estimate of KL(q, prior) from each draw, in closed form as far as there is one [draws].</param>
internal sealed record VariationalDraw(Expr Latents, Expr LogDensity, Expr Divergence)
{
    /// <summary>The key input of noise [draws].</summary>
    public const string Keys = "draws";
}
