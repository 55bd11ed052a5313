using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>Operations as numbers: the opcode, and the attributes that are no shape.</summary>
internal static class OperationCode
{
    /// <summary>The opcode of an operation.</summary>
    /// <exception cref="InvalidOperationException">The library has none.</exception>
    public static Opcode Of(Operation operation) => operation switch
    {
        Operation.Add => Opcode.Add,
        Operation.Subtract => Opcode.Subtract,
        Operation.Multiply => Opcode.Multiply,
        Operation.Divide => Opcode.Divide,
        Operation.Maximum => Opcode.Maximum,
        Operation.Negate => Opcode.Negate,
        Operation.Exp => Opcode.Exp,
        Operation.Log => Opcode.Log,
        Operation.Sqrt => Opcode.Sqrt,
        Operation.Square => Opcode.Square,
        Operation.Tanh => Opcode.Tanh,
        Operation.Sin => Opcode.Sin,
        Operation.Cos => Opcode.Cos,
        Operation.Sigmoid => Opcode.Sigmoid,
        Operation.Softplus => Opcode.Softplus,
        Operation.Relu => Opcode.Relu,
        Operation.Step => Opcode.Step,
        Operation.StopGradient => Opcode.StopGradient,
        Operation.Reshape => Opcode.Reshape,
        Operation.BroadcastTo => Opcode.BroadcastTo,
        Operation.SumTo => Opcode.SumTo,
        Operation.LogSumExp => Opcode.LogSumExp,
        Operation.Permute => Opcode.Permute,
        Operation.Slice => Opcode.Slice,
        Operation.Embed => Opcode.Embed,
        Operation.Concat => Opcode.Concat,
        Operation.Gather => Opcode.Gather,
        Operation.ScatterAdd => Opcode.ScatterAdd,
        Operation.CountMask => Opcode.CountMask,
        Operation.MatMul => Opcode.MatMul,
        Operation.Cholesky => Opcode.Cholesky,
        Operation.TriangularSolve => Opcode.TriangularSolve,
        Operation.Diagonal => Opcode.Diagonal,
        Operation.DiagonalMatrix => Opcode.DiagonalMatrix,
        Operation.LowerTriangle => Opcode.LowerTriangle,
        Operation.PackLower => Opcode.PackLower,
        Operation.UnpackLower => Opcode.UnpackLower,
        Operation.ExpPackedDiagonal => Opcode.ExpPackedDiagonal,
        Operation.KeyedNormal => Opcode.KeyedNormal,
        Operation.KeyedNormalAt => Opcode.KeyedNormalAt,
        _ => throw new InvalidOperationException($"The libtorch engine has no code for operation {operation.Name}."),
    };

    /// <summary>The attributes of an operation that takes no random keys.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="isFactor">Whether its first argument is a Cholesky factor.</param>
    public static ImmutableArray<long> Attributes(Operation operation, bool isFactor) => operation switch
    {
        Operation.LogSumExp reduction => [reduction.Axis],
        Operation.Permute permute => [.. permute.Order.Select(axis => (long)axis)],
        Operation.Slice slice => [slice.Axis, slice.Start],
        Operation.Embed embed => [embed.Axis, embed.Start],
        Operation.Concat concat => [concat.Axis],
        Operation.Gather gather => [gather.Axis, .. gather.Positions.Select(p => (long)p)],
        Operation.ScatterAdd scatter => [scatter.Axis, .. scatter.Positions.Select(p => (long)p)],
        Operation.MatMul product => [Flag(product.TransposeLeft), Flag(product.TransposeRight)],
        Operation.TriangularSolve solve => [Flag(solve.Transposed), Flag(isFactor)],
        _ => [],
    };

    private static long Flag(bool value) => value ? 1 : 0;
}
