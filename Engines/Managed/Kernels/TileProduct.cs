// C (+)= A B over a rectangle or a lower triangle of C, cut into register tiles. B's and C's rows are padded to whole registers.

namespace ProbBnn.Engines.Managed;

/// <summary>Products of small matrices that lie in padded scratch memory, tile by tile.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class TileProduct<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>Registers that cover the given number of columns.</summary>
    public static int Vectors(int columns) => (columns + TLanes.Count - 1) / TLanes.Count;

    /// <summary>Where block <paramref name="block"/> starts when <paramref name="count"/> is cut into even blocks.</summary>
    public static int Start(int count, int blocks, int block) => (int)((long)count * block / blocks);

    /// <summary>C (+)= A B over <paramref name="rows"/> rows and <paramref name="vectors"/> registers.</summary>
    public static void Rectangle(
        int rows, int vectors, int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, in TileFinish<T> finish)
    {
        int blocks = (rows + TLanes.TileRows - 1) / TLanes.TileRows;
        for (int block = 0, start = 0; block < blocks; block++)
        {
            int end = Start(rows, blocks, block + 1);
            Strip(end - start, vectors, depth, a + (start * aRow), aRow, aStep, b, bStep, c + (start * cRow), cRow, finish.At(start, 0));
            start = end;
        }
    }

    /// <summary>C (+)= A B over at most <c>TileRows</c> rows and any number of registers.</summary>
    public static void Strip(
        int rows, int vectors, int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, in TileFinish<T> finish)
    {
        int tiles = (vectors + TLanes.TileVectors - 1) / TLanes.TileVectors;
        for (int tile = 0, start = 0; tile < tiles; tile++)
        {
            int end = Start(vectors, tiles, tile + 1);
            nint column = start * TLanes.Count;
            Tile(rows, end - start, depth, a, aRow, aStep, b + column, bStep, c + column, cRow, finish.At(0, column));
            start = end;
        }
    }

    /// <summary>C (+)= A B over one register tile.</summary>
    public static void Tile(
        int rows, int vectors, int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, in TileFinish<T> finish)
    {
        switch (vectors)
        {
            case 1:
                Tile<TileSize.One>(rows, depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
            case 2:
                Tile<TileSize.Two>(rows, depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
            default:
                Tile<TileSize.Three>(rows, depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
        }
    }

    private static void Tile<TVectors>(
        int rows, int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, in TileFinish<T> finish)
        where TVectors : ITileSize
    {
        switch (rows)
        {
            case 1:
                RegisterTile<T, TVector, TLanes, TileSize.One, TVectors>.Run(depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
            case 2:
                RegisterTile<T, TVector, TLanes, TileSize.Two, TVectors>.Run(depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
            case 3:
                RegisterTile<T, TVector, TLanes, TileSize.Three, TVectors>.Run(depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
            case 4:
                RegisterTile<T, TVector, TLanes, TileSize.Four, TVectors>.Run(depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
            case 5:
                RegisterTile<T, TVector, TLanes, TileSize.Five, TVectors>.Run(depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
            case 6:
                RegisterTile<T, TVector, TLanes, TileSize.Six, TVectors>.Run(depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
            case 7:
                RegisterTile<T, TVector, TLanes, TileSize.Seven, TVectors>.Run(depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
            default:
                RegisterTile<T, TVector, TLanes, TileSize.Eight, TVectors>.Run(depth, a, aRow, aStep, b, bStep, c, cRow, finish);
                break;
        }
    }
}
