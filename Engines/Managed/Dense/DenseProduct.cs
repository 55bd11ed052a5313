// C = start + A B, cut into register tiles of even size: with one or two registers across there are more rows to a tile, so that there are
// enough sums on the way at once. B, C and start have rows of whole registers.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>Products of the panels of dense networks.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
internal static unsafe class DenseProduct<T, TVector, TMath>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    private const int MostVectors = 3;

    /// <summary>C = start + A B; see <see cref="DenseTile{T, TVector, TMath, TRows, TVectors}.Run"/>.</summary>
    public static void Run(
        int rows, int vectors, nint depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* start, nint startRow, T* c, nint cRow)
    {
        var cut = new EvenCut(vectors, MostVectors);
        for (int part = 0; part < cut.Count; part++)
        {
            int across = cut.Length(part);
            if (across == 3)
                Columns<TileSize.Three>(rows, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
            else if (across == 2)
                Columns<TileSize.Two>(rows, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
            else
                Columns<TileSize.One>(rows, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
            int elements = across * TMath.Count;
            b += elements;
            start += elements;
            c += elements;
        }
    }

    private static int MostRows(int vectors) => TMath.Width == VectorWidth.Bits512 || vectors == 1 ? 8 : vectors == 2 ? 6 : 4;

    private static void Columns<TVectors>(
        int rows, nint depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* start, nint startRow, T* c, nint cRow)
        where TVectors : ITileSize
    {
        var cut = new EvenCut(rows, MostRows(TVectors.Value));
        if (cut.Count == 0)
        {
            return;
        }
        int tall = cut.Length(0), tallOnes = rows - (cut.Count * (tall - 1)), low = tallOnes * tall;
        Tiles<TVectors>(tall, tallOnes, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
        if (tallOnes < cut.Count)
        {
            Tiles<TVectors>(
                tall - 1, cut.Count - tallOnes, depth, a + (low * aRow), aRow, aStep, b, bStep, start + (low * startRow), startRow,
                c + (low * cRow), cRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tiles<TVectors>(
        int tall, int tiles, nint depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* start, nint startRow, T* c, nint cRow)
        where TVectors : ITileSize
    {
        switch (tall)
        {
            case 1:
                DenseTile<T, TVector, TMath, TileSize.One, TVectors>.Run(tiles, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
                break;
            case 2:
                DenseTile<T, TVector, TMath, TileSize.Two, TVectors>.Run(tiles, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
                break;
            case 3:
                DenseTile<T, TVector, TMath, TileSize.Three, TVectors>.Run(
                    tiles, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
                break;
            case 4:
                DenseTile<T, TVector, TMath, TileSize.Four, TVectors>.Run(tiles, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
                break;
            case 5:
                DenseTile<T, TVector, TMath, TileSize.Five, TVectors>.Run(tiles, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
                break;
            case 6:
                DenseTile<T, TVector, TMath, TileSize.Six, TVectors>.Run(tiles, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
                break;
            case 7:
                DenseTile<T, TVector, TMath, TileSize.Seven, TVectors>.Run(
                    tiles, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
                break;
            default:
                DenseTile<T, TVector, TMath, TileSize.Eight, TVectors>.Run(
                    tiles, depth, a, aRow, aStep, b, bStep, start, startRow, c, cRow);
                break;
        }
    }
}
