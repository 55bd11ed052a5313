namespace ProbBnn.Engines.Managed;

/// <summary>
/// How a layer's work is cut into items. It depends on the shape alone, never on the threads, since sums over units or tasks are taken
/// block by block.
/// </summary>
/// <param name="UnitBlocks">Blocks of neighbouring units.</param>
/// <param name="TaskBlocks">Blocks of neighbouring tasks.</param>
/// <param name="SampleBlocks">Blocks of neighbouring samples.</param>
internal readonly record struct BlockPlan(int UnitBlocks, int TaskBlocks, int SampleBlocks)
{
    /// <summary>Units of a block where all units are computed at once: a multiple of any register's lanes.</summary>
    public const int SharedUnits = 64;

    private const int Wanted = 16;
    private const int UnitsPerBlock = 6;

    /// <summary>Number of items.</summary>
    public int Items => UnitBlocks * TaskBlocks * SampleBlocks;

    /// <summary>For the forward pass, in which every posterior stands alone.</summary>
    public static BlockPlan Forward(in ConjugateShape shape)
    {
        int units = Math.Min(shape.Units, 4 * Wanted);
        int tasks = Share(shape.Tasks, units);
        return new BlockPlan(units, tasks, Share(shape.Groups, units * tasks));
    }

    /// <summary>For the reverse pass: features gather over units, factors over tasks and samples.</summary>
    public static BlockPlan Backward(in ConjugateShape shape)
    {
        int units = Math.Min(shape.Units, Math.Clamp(shape.Units / UnitsPerBlock, Wanted / 2, Wanted));
        return new BlockPlan(units, Share(shape.Tasks, units), 1);
    }

    /// <summary>Blocks of units whose rows stay in a core's cache where all units are computed at once.</summary>
    public static int SharedBlocks(int units) => (units + SharedUnits - 1) / SharedUnits;

    /// <summary>Start of block <paramref name="block"/> of <paramref name="blocks"/> over <paramref name="count"/>.</summary>
    public static int Start(int count, int blocks, int block) => (int)((long)count * block / blocks);

    private static int Share(int count, int others) => Math.Max(1, Math.Min(count, Wanted / Math.Max(1, others)));
}
