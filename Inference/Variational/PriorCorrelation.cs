// For a block of weights that are correlated a priori - those of a unit, a layer or the network - with prior factor L (lower) and standard
// deviations s_i = |row i of L|:  M = L^-1 diag(s), lower triangular, v = M u, and (M'M)^-1 is the prior's correlation matrix. With
// u ~ N(m, B B'), B block-diagonal over the family's finer blocks b and triangular within them, v ~ N(M m, M B (M B)') and
//   KL = 1/2 [ sum_b tr( (M'M)_bb B_b B_b' ) + |M m|^2 - P ] - sum log B_jj - log det M
// which for single weights of standard deviation t_j is  1/2 [ sum_j t_j^2 sum_i M_ij^2 + .. ]. M B is lower triangular: it is the Cholesky
// factor of v's covariance. Back:  u = diag(1/s) L v, and F, a lower factor of v's covariance, becomes diag(1/s) L F.
using System.Collections.Immutable;
using ProbBnn.Models;
using ProbBnn.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace ProbBnn.Inference;

/// <summary>Prior correlations between weights that a family holds independent.</summary>
internal sealed class PriorCorrelation
{
    private readonly ImmutableArray<GaussianBlock> family;
    private readonly ImmutableArray<CorrelatedBlocks> stretches;
    private readonly int weights;
    private readonly int[] ends;
    private readonly CorrelatedBlocks?[] stretchOf;

    private PriorCorrelation(ImmutableArray<GaussianBlock> family, ImmutableArray<CorrelatedBlocks> stretches, int weights, int[] ends)
    {
        this.family = family;
        this.stretches = stretches;
        this.weights = weights;
        this.ends = ends;
        stretchOf = new CorrelatedBlocks?[weights];
        foreach (var stretch in stretches)
        {
            stretchOf.AsSpan(stretch.First, stretch.Length).Fill(stretch);
        }
        LogDeterminant = Enumerable.Range(0, weights).Sum(i => stretchOf[i] is { } s ? Math.Log(s.Root(i, i)) : 0);
    }

    /// <summary>log det M over all weights.</summary>
    public double LogDeterminant { get; }

    /// <summary>The prior's correlations beyond a family's blocks, or null where it holds them all.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="space">The model.</param>
    /// <param name="family">Blocks of the family, which cover all weights in order.</param>
    public static PriorCorrelation? Beyond(IEngine engine, LatentSpace space, ImmutableArray<GaussianBlock> family)
    {
        int[] ends = [.. family.SelectMany(b => Enumerable.Range(0, b.Count).Select(i => b.First + (i / b.Size + 1) * b.Size))];
        var stretches = space.PriorBlocks.Where(block => ends[block.First] < block.First + block.Size)
            .Select(block => CorrelatedBlocks.Of(engine, block)).OfType<CorrelatedBlocks>().ToImmutableArray();
        return stretches.IsEmpty ? null : new PriorCorrelation(family, stretches, space.WeightCount, ends);
    }

    /// <summary>v = M u of weights [draws, P].</summary>
    public Expr Whiten(Expr u)
    {
        var parts = ImmutableArray.CreateBuilder<Expr>();
        int done = 0;
        foreach (var stretch in stretches)
        {
            Held(stretch.First);
            parts.Add(stretch.Whiten(u.Slice(1, stretch.First, stretch.Length)));
            done = stretch.First + stretch.Length;
        }
        Held(weights);
        return Expr.Concat(1, parts.ToImmutable());

        void Held(int end)
        {
            if (end > done)
            {
                parts.Add(u.Slice(1, done, end - done));
            }
        }
    }

    /// <summary>KL of the family's weights u from the prior, a scalar.</summary>
    public Expr Divergence(Func<string, Expr> parameters)
    {
        Expr Sum(Func<GaussianBlock, Expr> of) => family.Select(of).Aggregate((a, b) => a + b);
        var mean = Whiten(Expr.Concat(1, [.. family.Select(b => parameters(b.MeanName).Reshape([1, b.Count]))]));
        return (Sum(b => b.Trace(parameters, Gram(b))) + mean.Square().Sum() - weights) * 0.5
            - Sum(b => b.LogDeterminant(parameters)) - LogDeterminant;
    }

    /// <summary>Moments of v as moments of u = M^-1 v; of correlations between blocks of the family nothing is used.</summary>
    public GaussianMoments Coordinates(GaussianMoments whitened) => new(
        [.. whitened.Mean.Select((v, i) => StretchAt(i) is { } s
            ? Enumerable.Range(s.Begin(i), i - s.Begin(i) + 1).Sum(j => s.Inverse(i, j) * whitened.Mean[j]) : v)],
        (i, j) =>
        {
            if (StretchAt(i) is not { } s)
            {
                return whitened.Factor(i, j);
            }
            double sum = 0;
            for (int k = Math.Max(s.Begin(i), j); k <= i; k++)
            {
                sum += s.Inverse(i, k) * whitened.Factor(k, j);
            }
            return sum;
        });

    /// <summary>Moments of v = M u for u of the family: blocks are independent.</summary>
    public GaussianMoments Whitened(GaussianMoments moments) => new(
        [.. moments.Mean.Select((u, i) => StretchAt(i) is { } s
            ? Enumerable.Range(s.Begin(i), i - s.Begin(i) + 1).Sum(j => s.Root(i, j) * moments.Mean[j]) : u)],
        (i, j) =>
        {
            if (StretchAt(i) is not { } s)
            {
                return moments.Factor(i, j);
            }
            double sum = 0;
            for (int k = Math.Max(s.Begin(i), j); k <= i && k < ends[j]; k++)
            {
                sum += s.Root(i, k) * moments.Factor(k, j);
            }
            return sum;
        });

    private CorrelatedBlocks? StretchAt(int position) => position < weights ? stretchOf[position] : null;

    /// <summary>(M'M)_bb of every block of a stretch of the family, row-major [blocks, n, n].</summary>
    private double[] Gram(GaussianBlock block)
    {
        int n = block.Size;
        var gram = new double[block.Blocks * n * n];
        for (int b = 0; b < block.Blocks; b++)
        {
            int first = block.First + b * n;
            var ofBlock = gram.AsSpan(b * n * n, n * n);
            if (stretchOf[first] is { } stretch)
            {
                stretch.AddGram(first, n, ofBlock);
                continue;
            }
            for (int i = 0; i < n; i++)
            {
                ofBlock[i * n + i] = 1;
            }
        }
        return gram;
    }

    /// <summary>Blocks of correlated weights: L, M row-major [count, n, n], and s.</summary>
    private sealed class CorrelatedBlocks(int first, int count, int size, double[] factors, double[] roots)
    {
        public int First => first;

        public int Length => count * size;

        /// <summary>The numbers of some blocks, or null where they correlate nothing.</summary>
        public static CorrelatedBlocks? Of(IEngine engine, PriorBlock block)
        {
            var spread = block.Factor.Square().Sum(^1).Sqrt().DiagonalMatrix();
            var values = engine.Run(Program.Of(("factor", block.Factor), ("root", block.Factor.TriangularSolve(spread))));
            double[] factors = values["factor"].Doubles.ToArray();
            int n = block.Size;
            return factors.Where((_, i) => i / n % n != i % n).All(element => element == 0)
                ? null
                : new CorrelatedBlocks(block.First, block.Count, n, factors, values["root"].Doubles.ToArray());
        }

        /// <summary>Where the block of a weight begins.</summary>
        public int Begin(int weight) => weight - (weight - first) % size;

        /// <summary>An element of M, both weights of one block.</summary>
        public double Root(int row, int column) => roots[Position(row, column)];

        /// <summary>An element of M^-1 = diag(1/s) L, both weights of one block.</summary>
        public double Inverse(int row, int column)
        {
            int diagonal = Position(row, row);
            return factors[Position(row, column)] / (roots[diagonal] * factors[diagonal]);
        }

        /// <summary>M u of [draws, count n].</summary>
        public Expr Whiten(Expr u)
        {
            int draws = u.Shape[0];
            var root = Expr.Constant(Tensor.Of([count, size, size], roots));
            return Expr.MatMul(u.Reshape([draws, count, size]).Permute(1, 0, 2), root, transposeRight: true)
                .Permute(1, 0, 2).Reshape([draws, count * size]);
        }

        /// <summary>Adds the columns of M of some neighbouring weights of a block, each times each.</summary>
        public void AddGram(int at, int columns, Span<double> gram)
        {
            for (int row = at; row < Begin(at) + size; row++)
            {
                var elements = roots.AsSpan(Position(row, at), Math.Min(columns, row - at + 1));
                for (int i = 0; i < elements.Length; i++)
                {
                    var sums = gram.Slice(i * columns, elements.Length);
                    TensorPrimitives.MultiplyAdd(elements, elements[i], sums, sums);
                }
            }
        }

        private int Position(int row, int column) => ((row - first) * size) + (column - first) % size;
    }
}
