// C (+)= alpha A B. C is cut into blocks of rows (so that A's part stays in the second-level cache), the contraction into steps (so that a
// packed panel of B stays in the first), C's columns into panels of one register tile. A is read in place where it is small, else from a
// copy of its block, since rows that lie a power of two apart would fight for the same lines of the cache.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The matrix product for one element type and register width.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class GemmKernel<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    private const int RowBlock = 144;
    private const int PanelBytes = 36 * 1024;
    private const int RowsWorthPacking = 32;
    private const int ColumnsWorthCopying = 96;

    /// <summary>Steps of the contraction between two visits of C; fixed, since it decides the order of the sum.</summary>
    private static int DepthBlock => Math.Min(256, PanelBytes / (TLanes.TileVectors * Math.Max(32, TLanes.Count * sizeof(T))));

    /// <summary>Computes the product.</summary>
    public static void Multiply(in GemmProblem<T> problem)
    {
        if (problem.Rows <= 0 || problem.Columns <= 0)
        {
            return;
        }
        if (problem.Depth <= 0)
        {
            if (!problem.Accumulate)
            {
                Clear(problem);
            }
            return;
        }
        using var scratch = Scratch.Enter();
        int panelWidth = TLanes.TileVectors * TLanes.Count;
        T* panel = scratch.Take<T>(DepthBlock * panelWidth);
        T* tile = scratch.Take<T>(TLanes.TileRows * panelWidth);
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(problem.Columns);
        var panels = new EvenCut(vectors, TLanes.TileVectors);
        bool copies = problem.Columns >= ColumnsWorthCopying && Math.Min(problem.Rows, problem.Depth) >= RowsWorthPacking;
        T* block = copies ? scratch.Take<T>(Math.Max(RowBlock * CopyStride(DepthBlock), DepthBlock * CopyStride(RowBlock))) : null;
        var cut = new EvenCut(problem.Rows, RowBlock);
        for (int part = 0; part < cut.Count; part++)
        {
            int row = cut.Start(part), rows = cut.Length(part);
            for (int step = 0; step < problem.Depth; step += DepthBlock)
            {
                int depth = Math.Min(DepthBlock, problem.Depth - step);
                var a = problem.A.From(row, step);
                a = copies ? Copy(a, rows, depth, block) : a;
                for (int p = 0; p < panels.Count; p++)
                {
                    Panel(problem, a, row, rows, step, depth, panels.Start(p), panels.Length(p), panel, tile);
                }
            }
        }
    }

    /// <summary>Row length of a copy: a cache line more than the row, so that neighbouring rows fall on different lines.</summary>
    private static int CopyStride(int length) => length + (64 / sizeof(T));

    /// <summary>A block of A in its own order, row by row or column by column.</summary>
    private static MatrixView<T> Copy(MatrixView<T> a, int rows, int depth, T* target)
    {
        bool byRows = a.ColumnStride == 1 || a.RowStride != 1;
        int count = byRows ? rows : depth, length = byRows ? depth : rows, stride = CopyStride(length);
        for (int i = 0; i < count; i++)
        {
            T* source = byRows ? a.At(i, 0) : a.At(0, i), copy = target + ((nint)i * stride);
            if (!byRows || a.ColumnStride == 1)
            {
                new Span<T>(source, length).CopyTo(new Span<T>(copy, length));
                continue;
            }
            for (int j = 0; j < length; j++)
            {
                copy[j] = source[j * a.ColumnStride];
            }
        }
        return byRows ? MatrixView<T>.RowMajor(target, stride) : MatrixView<T>.Transposed(target, stride);
    }

    private static void Panel(
        in GemmProblem<T> problem, MatrixView<T> a, int row, int rows, int step, int depth, int firstVector, int vectors, T* panel, T* tile)
    {
        int column = firstVector * TLanes.Count;
        int width = vectors * TLanes.Count;
        int columns = Math.Min(width, problem.Columns - column);
        var b = problem.B.From(step, column);
        T* right = panel;
        nint rightStep = width;
        if (columns == width && b.ColumnStride == 1 && rows < RowsWorthPacking)
        {
            right = b.Data;
            rightStep = b.RowStride;
        }
        else
        {
            Packing<T, TVector, TLanes>.Pack(b, depth, columns, width, panel);
        }
        T alpha = problem.Alpha;
        var finish = new TileFinish<T>(
            problem.Accumulate || step > 0 ? TileTarget.Add : TileTarget.Set, rowScale: alpha == T.One ? null : &alpha);
        T* c = problem.C + (row * problem.RowStrideC) + column;
        var cut = TileProduct<T, TVector, TLanes>.Rows(rows, vectors);
        for (int block = 0, start = 0; block < cut.Count; block++)
        {
            int end = start + cut.Length(block);
            T* target = c + (start * problem.RowStrideC);
            if (columns == width)
            {
                TileProduct<T, TVector, TLanes>.Tile(
                    end - start, vectors, depth, a.At(start, 0), a.RowStride, a.ColumnStride, right, rightStep, target, problem.RowStrideC,
                    finish);
            }
            else
            {
                TileProduct<T, TVector, TLanes>.Tile(
                    end - start, vectors, depth, a.At(start, 0), a.RowStride, a.ColumnStride, right, rightStep, tile, width,
                    finish with { Target = TileTarget.Set });
                Merge(tile, width, end - start, columns, target, problem.RowStrideC, finish.Target == TileTarget.Add);
            }
            start = end;
        }
    }

    private static void Merge(T* tile, int width, int rows, int columns, T* c, nint cRow, bool add)
    {
        for (int r = 0; r < rows; r++, tile += width, c += cRow)
        {
            for (int j = 0; j < columns; j += TLanes.Count)
            {
                int count = columns - j;
                TVector value = TLanes.Load(tile + j);
                if (count >= TLanes.Count)
                    TLanes.Store(c + j, add ? TLanes.Add(TLanes.Load(c + j), value) : value);
                else
                    TLanes.StoreFirst(c + j, add ? TLanes.Add(TLanes.LoadFirst(c + j, count), value) : value, count);
            }
        }
    }

    private static void Clear(in GemmProblem<T> problem)
    {
        for (int i = 0; i < problem.Rows; i++)
        {
            new Span<T>(problem.C + (i * problem.RowStrideC), problem.Columns).Clear();
        }
    }
}
