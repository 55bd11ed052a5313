namespace ProbBnn.Engines.Managed;

/// <summary>Which matrices lie side by side in the lanes of registers, and how.</summary>
internal static class LaneLayout
{
    /// <summary>Rows of a block.</summary>
    public const int Block = 3;

    /// <summary>The greatest order for which lanes beat one matrix at a time: beyond it a group of them leaves the fast caches.</summary>
    public const int LargestOrder = 40;

    /// <summary>Rows and columns of a matrix of order n, up to whole blocks.</summary>
    public static int Width(int n) => (n + Block - 1) / Block * Block;

    /// <summary>Whether lanes pay: small matrices, and enough of them to fill half the lanes.</summary>
    /// <param name="n">Order.</param>
    /// <param name="matrices">How many there are.</param>
    /// <param name="lanes">Lanes of a register.</param>
    public static bool Pays(int n, long matrices, int lanes) => n is > 0 and <= LargestOrder && 2 * matrices >= lanes;
}
