// The KL divergence between two posteriors of one layer given the same sampled weights below, f of all points and c of those known before:
//   A = I + Psi'Psi,  m = A^-1 Psi' rho,  each over its own points;  A = C C'
//   KL = 1/2 [ tr(A_c A_f^-1) + (m_f - m_c)' A_c (m_f - m_c) - K + log det A_f - log det A_c ]
//      = 1/2 [ |C_f^-1 C_c|_F^2 + |C_c' (m_f - m_c)|^2 - K ] + sum log C_f,kk - sum log C_c,kk
// in whitened coordinates, which leave it as it is (Rochussen and Fortuin, ICLR 2026).
using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>How far the posterior of all points is from that of some of them.</summary>
internal static class PosteriorDivergence
{
    /// <summary>Summed over layers [tasks, samples].</summary>
    /// <param name="evidence">For every layer, the pseudo-data of all points.</param>
    /// <param name="known">1 at the points known before [tasks, points].</param>
    public static Expr Of(ImmutableArray<WhitenedEvidence> evidence, Expr known) =>
        evidence.Select(layer => OfLayer(layer, layer.OfRows(known))).Aggregate((a, b) => a + b);

    private static Expr OfLayer(WhitenedEvidence evidence, Expr known)
    {
        var shape = evidence.Psi.Shape;
        var (b, s, g, k) = (shape[0], shape[1], shape[2], shape[^1]);
        var identity = Expr.Constant(Tensor.Generate([k, k], i => i / k == i % k ? 1 : 0));
        var (full, meanOfFull) = Posterior(evidence.Psi);
        var (part, meanOfPart) = Posterior(evidence.Psi * known);
        var trace = full.TriangularSolve(part).Square().Reshape([b, s, g, k * k]).Sum(^1);
        var distance = Expr.MatMul(part, meanOfFull - meanOfPart, transposeLeft: true).Square().Reshape([b, s, g, k]).Sum(^1);
        return ((trace + distance - k + full.LogDeterminantOfFactor() - part.LogDeterminantOfFactor()) * 0.5).Sum(^1);

        (Expr Factor, Expr Mean) Posterior(Expr psi)
        {
            var c = (identity + Expr.MatMul(psi, psi, transposeLeft: true)).Cholesky();
            var projected = Expr.MatMul(psi, evidence.Rho, transposeLeft: true);
            return (c, c.TriangularSolve(c.TriangularSolve(projected), transposed: true));
        }
    }
}
