using System.Numerics;
using System.Runtime.Intrinsics;

namespace ProbBnn.Engines.Managed;

/// <summary>Batches of triangular systems with many right-hand sides, on all threads of a pool.</summary>
internal static unsafe class TriangularSystems
{
    private const int ColumnsPerItem = 96;

    /// <summary>Solves the system of every combination of batch indices.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="first">The system at batch index zero.</param>
    /// <param name="axes">Batch dimensions, outermost first: A is the triangle, B the right-hand sides, C the solutions.</param>
    /// <param name="width">Register width.</param>
    /// <param name="pool">The threads.</param>
    /// <returns>The first system with a diagonal element that is zero or not finite (its solution is left undefined), or null.</returns>
    public static MatrixFailure? Solve<T>(in TriangularProblem<T> first, ReadOnlySpan<BatchAxis> axes, VectorWidth width, WorkerPool pool)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long batch = 1;
        foreach (var axis in axes)
        {
            batch *= axis.Count;
        }
        if (batch == 0 || first.Size == 0 || first.Columns == 0)
        {
            return null;
        }
        var cell = FailureCell.Empty;
        int parts = (first.Columns + ColumnsPerItem - 1) / ColumnsPerItem;
        fixed (BatchAxis* start = axes)
        {
            pool.Run(checked((int)(batch * parts)), new Body<T>(first, start, axes.Length, parts, width, &cell));
        }
        return cell.Failure;
    }

    private readonly struct Body<T>(
        TriangularProblem<T> problem, BatchAxis* axes, int axisCount, int parts, VectorWidth width, FailureCell* failures) : IParallelBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int item)
        {
            int column = item % parts * ColumnsPerItem;
            long index = item / parts, rest = index;
            nint a = 0, b = 0, c = 0;
            for (int axis = axisCount - 1; axis >= 0; axis--)
            {
                nint at = (nint)(rest % axes[axis].Count);
                rest /= axes[axis].Count;
                a += at * axes[axis].StrideA;
                b += at * axes[axis].StrideB;
                c += at * axes[axis].StrideC;
            }
            var one = problem with
            {
                Columns = Math.Min(ColumnsPerItem, problem.Columns - column),
                Matrix = problem.Matrix with { Data = problem.Matrix.Data + a },
                Right = problem.Right with { Data = problem.Right.At(0, column) + b },
                Solution = problem.Solution with { Data = problem.Solution.At(0, column) + c },
            };
            int row = width switch
            {
                VectorWidth.Bits512 => One<Vector512<T>, Lanes512<T>>(one),
                VectorWidth.Bits256 => One<Vector256<T>, Lanes256<T>>(one),
                VectorWidth.Bits128 => One<Vector128<T>, Lanes128<T>>(one),
                _ => One<T, LanesScalar<T>>(one),
            };
            if (row >= 0)
            {
                FailureCell.Report(failures, index, row);
            }
        }

        private static int One<TVector, TLanes>(in TriangularProblem<T> system)
            where TVector : struct
            where TLanes : ILanes<T, TVector>
        {
            using var scratch = Scratch.Enter();
            int vectors = TileProduct<T, TVector, TLanes>.Vectors(system.Columns), stride = vectors * TLanes.Count;
            T* x = scratch.Take<T>((nint)system.Size * stride);
            Packing<T, TVector, TLanes>.Pack(system.Right, system.Size, system.Columns, stride, x);
            int failure = TriangularKernel<T, TVector, TLanes>.Solve(system.Matrix, system.Lower, system.Size, vectors, x, stride);
            if (failure >= 0)
            {
                return failure;
            }
            for (int i = 0; i < system.Size; i++)
            {
                for (int j = 0; j < system.Columns; j++)
                {
                    *system.Solution.At(i, j) = x[(i * stride) + j];
                }
            }
            return -1;
        }
    }
}
