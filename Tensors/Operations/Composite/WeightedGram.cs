// G_u = sum over n of lam_nu P_n P_n', lower triangles, packed: with R the pairs of features, R_n,(i,j) = P_ni P_nj for j <= i,
//   G = lam' R,  n k (k + 1) / 2 multiplications and n u k (k + 1) / 2 multiply-adds for u weightings.
using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// Sums over points of weighted products of features. Arguments: features P [.., n, k] and weights lam [.., n, u], whose leading
    /// dimensions broadcast. Result: for every weighting the symmetric matrix sum_n lam_nu P_n P_n', as a packed row-major lower triangle
    /// [.., u, k(k+1)/2]. The pairs of features are made once for all weightings.
    /// </summary>
    public sealed record WeightedGram : Composite
    {
        private WeightedGram()
        {
        }

        /// <summary>The operation.</summary>
        public static WeightedGram Instance { get; } = new();

        /// <inheritdoc/>
        public override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments)
        {
            var (features, weights) = (arguments[0], arguments[1]);
            if (features.Rank < 2 || weights.Rank < 2 || features[^2] != weights[^2])
            {
                throw Refuse("features and weights do not fit together", $"{features} and {weights}", "[.., n, k] and [.., n, u]");
            }
            int k = features[^1];
            return [Shape.Broadcast(features[..^2], weights[..^2], $"operation {Name}").Append([weights[^1], k * (k + 1) / 2])];
        }

        /// <inheritdoc/>
        public override ImmutableArray<Expr> Expand(ImmutableArray<Expr> arguments)
        {
            var (features, weights) = (arguments[0], arguments[1]);
            var (points, k) = (features.Shape[..^1], features.Shape[^1]);
            var pairs = (features.Reshape(points.Append([k, 1])) * features.Reshape(points.Append([1, k]))).PackLower(k);
            return [Expr.MatMul(weights, pairs, transposeLeft: true)];
        }

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments)
        {
            var result = InferShapes(arguments)[0];
            return result.LongSize * arguments[0][^2] + arguments[0][..^1].LongSize * result[^1];
        }
    }
}
