// A = C C', J = C^-1:  C x = b  ->  x = J b;  C' x = b  ->  x = J' b;  A x = b  ->  x = (J' J) b.
// One triangular system a factor instead of many: a GPU multiplies batches of small matrices far faster than it solves with them. A is
// the identity and something positive here, so the inverse is as accurate as the solution.
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>Replaces solutions with a Cholesky factor by products with its inverse.</summary>
internal static class Inverses
{
    /// <summary>The program with such solutions replaced.</summary>
    /// <param name="program">A program without composites.</param>
    public static Program Use(Program program)
    {
        var solved = new Dictionary<Node, (Expr Factor, Expr Right)>(ReferenceEqualityComparer.Instance);
        return Rewriting.Of(program, (instruction, arguments) =>
        {
            if (instruction.Operation is not Operation.TriangularSolve solve || !Replaces(arguments[0], arguments[1]))
            {
                return null;
            }
            var (factor, right) = (arguments[0], arguments[1]);
            bool isSecondHalf = solve.Transposed && solved.TryGetValue(right.Node, out var half) && half.Factor.Node == factor.Node;
            var result = isSecondHalf
                ? Expr.MatMul(OfMatrix(factor), solved[right.Node].Right)
                : Expr.MatMul(OfFactor(factor), right, transposeLeft: solve.Transposed);
            if (!solve.Transposed)
            {
                solved[result.Node] = (factor, right);
            }
            return [result];
        });
    }

    /// <summary>Whether a solution is replaced: not the inverse itself.</summary>
    private static bool Replaces(Expr factor, Expr right) =>
        factor.Node.Operation is Operation.Cholesky
        && !(right.Node.Operation is Operation.BroadcastTo && right.Node.Arguments[0].Node.Operation is Operation.Constant);

    private static Expr OfFactor(Expr factor)
    {
        int n = factor.Shape[^1];
        var identity = Expr.Constant(Tensor.Generate([n, n], i => i / n == i % n ? 1 : 0));
        return factor.TriangularSolve(identity.BroadcastTo(factor.Shape));
    }

    private static Expr OfMatrix(Expr factor)
    {
        var inverse = OfFactor(factor);
        return Expr.MatMul(inverse, inverse, transposeLeft: true);
    }
}
