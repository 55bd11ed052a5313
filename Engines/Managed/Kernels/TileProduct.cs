// C (+)= A B, cut into register tiles of even size. B's and C's rows are padded to whole registers.

using System.Runtime.CompilerServices;

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
    private const int HighestTile = 8;

    /// <summary>Registers that cover the given number of columns.</summary>
    public static int Vectors(int columns) => (columns + TLanes.Count - 1) / TLanes.Count;

    /// <summary>The rows of C cut into even blocks for tiles of so many registers across: the fewer, the higher a tile may be.</summary>
    public static EvenCut Rows(int rows, int vectors) =>
        new(rows, Math.Min(HighestTile, TLanes.TileRows * TLanes.TileVectors / vectors));

    /// <summary>The registers across C cut into even panels of at most <c>TileVectors</c>: what of B the tiles of a panel read stays close.</summary>
    public static EvenCut Panels(int vectors) => new(vectors, TLanes.TileVectors);

    /// <summary>C (+)= A B over <paramref name="rows"/> rows and <paramref name="vectors"/> registers.</summary>
    public static void Rectangle(
        int rows, int vectors, int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, in TileFinish<T> finish)
    {
        var panels = Panels(vectors);
        nint column = 0;
        for (int panel = 0; panel < panels.Count; panel++)
        {
            int across = panels.Length(panel);
            var blocks = Rows(rows, across);
            for (int block = 0, row = 0; block < blocks.Count; block++)
            {
                int height = blocks.Length(block);
                Tile(height, across, depth, a + (row * aRow), aRow, aStep, b + column, bStep, c + (row * cRow) + column, cRow, finish, row, column);
                row += height;
            }
            column += across * TLanes.Count;
        }
    }

    /// <summary>C (+)= A B over at most <c>TileRows</c> rows and any number of registers.</summary>
    public static void Strip(
        int rows, int vectors, int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, in TileFinish<T> finish,
        nint row = 0)
    {
        var cut = new EvenCut(vectors, TLanes.TileVectors);
        nint column = 0;
        for (int tile = 0; tile < cut.Count; tile++)
        {
            int across = cut.Length(tile);
            Tile(rows, across, depth, a, aRow, aStep, b + column, bStep, c + column, cRow, finish, row, column);
            column += across * TLanes.Count;
        }
    }

    /// <summary>C (+)= A B over one register tile; row and column tell its place among the scales.</summary>
    public static void Tile(
        int rows, int vectors, int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, in TileFinish<T> finish,
        nint row = 0, nint column = 0)
    {
        if (vectors == 3)
            Tile<TileSize.Three>(rows, depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
        else if (vectors == 2)
            Tile<TileSize.Two>(rows, depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
        else
            Tile<TileSize.One>(rows, depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<TVectors>(
        int rows, int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, in TileFinish<T> finish, nint row, nint column)
        where TVectors : ITileSize
    {
        switch (rows)
        {
            case 1:
                RegisterTile<T, TVector, TLanes, TileSize.One, TVectors>.Run(
                    depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
                break;
            case 2:
                RegisterTile<T, TVector, TLanes, TileSize.Two, TVectors>.Run(
                    depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
                break;
            case 3:
                RegisterTile<T, TVector, TLanes, TileSize.Three, TVectors>.Run(
                    depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
                break;
            case 4:
                RegisterTile<T, TVector, TLanes, TileSize.Four, TVectors>.Run(
                    depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
                break;
            case 5:
                RegisterTile<T, TVector, TLanes, TileSize.Five, TVectors>.Run(
                    depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
                break;
            case 6:
                RegisterTile<T, TVector, TLanes, TileSize.Six, TVectors>.Run(
                    depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
                break;
            case 7:
                RegisterTile<T, TVector, TLanes, TileSize.Seven, TVectors>.Run(
                    depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
                break;
            default:
                RegisterTile<T, TVector, TLanes, TileSize.Eight, TVectors>.Run(
                    depth, a, aRow, aStep, b, bStep, c, cRow, finish, row, column);
                break;
        }
    }
}
