using System.Collections.Immutable;

namespace ProbBnn.Tensors;

/// <summary>When each value of a program is last used, and how much memory live values need.</summary>
public static class Liveness
{
    /// <summary>For every value, the last instruction that uses it; the number of instructions for outputs and state updates.</summary>
    /// <param name="program">A program.</param>
    public static ImmutableArray<int> LastUses(Program program)
    {
        var last = new int[program.Shapes.Length];
        Array.Fill(last, -1);
        for (int i = 0; i < program.Instructions.Length; i++)
        {
            foreach (int result in program.Instructions[i].Results)
            {
                if (result >= 0)
                {
                    last[result] = i;
                }
            }
            foreach (int argument in program.Instructions[i].Arguments)
            {
                last[argument] = i;
            }
        }
        foreach (int value in program.Outputs.Select(o => o.Value).Concat(program.Updates.Select(u => u.Value)))
        {
            last[value] = program.Instructions.Length;
        }
        return [.. last];
    }

    /// <summary>The largest number of elements alive at once; inputs and constants live throughout.</summary>
    /// <param name="program">A program.</param>
    public static long PeakElements(Program program)
    {
        var last = LastUses(program);
        var leaves = program.Instructions
            .Where(i => i.Operation is Operation.Input or Operation.Constant)
            .Select(i => i.Results[0]).ToHashSet();
        long always = leaves.Sum(value => program.Shapes[value].LongSize);
        long now = 0, peak = 0;
        var ending = program.Shapes.Select((_, value) => value).ToLookup(value => last[value]);
        for (int i = 0; i < program.Instructions.Length; i++)
        {
            if (program.Instructions[i].Operation is Operation.Input or Operation.Constant)
            {
                continue;
            }
            now += program.Instructions[i].Results.Where(r => r >= 0).Sum(r => program.Shapes[r].LongSize);
            peak = Math.Max(peak, now);
            now -= ending[i].Where(v => !leaves.Contains(v)).Sum(v => program.Shapes[v].LongSize);
        }
        return always + peak;
    }
}
