namespace ProbBnn.Data;

public static partial class LongCsv
{
    /// <summary>The observed points of a file that is one task, in parts of at most <paramref name="capacity"/>; holds one part at a
    /// time.</summary>
    internal static IEnumerable<PointBlock> Blocks(LongCsvSource source, int capacity)
    {
        using var rows = CsvRows.Open(source.Path);
        var columns = new Columns(rows, source);
        var (inputs, outputs) = (new List<double>(), new List<double>());
        long first = 0;
        int points = 0;
        while (rows.Next())
        {
            points += columns.Append(rows, inputs, outputs) ? 1 : 0;
            if (points == capacity)
            {
                yield return Block();
            }
        }
        if (points > 0)
        {
            yield return Block();
        }

        PointBlock Block()
        {
            var block = new PointBlock(first, inputs.ToArray(), outputs.ToArray());
            inputs.Clear();
            outputs.Clear();
            first += points;
            points = 0;
            return block;
        }
    }
}
