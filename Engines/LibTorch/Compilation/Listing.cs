using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>A program without composites, on its way to the library. Inputs and constants are values without a line.</summary>
/// <param name="Lines">What is computed, in order.</param>
/// <param name="Shapes">The shape of every value.</param>
/// <param name="Constants">Values that are fixed.</param>
/// <param name="Inputs">For every input of the program as its user knows it, its value.</param>
/// <param name="Outputs">For every output, its value.</param>
/// <param name="Updates">Inputs that are replaced at the end of a run, with their new values.</param>
/// <param name="Posteriors">Tasks, samples and units of the program's conjugate updates.</param>
internal sealed record Listing(
    ImmutableArray<Line> Lines, ImmutableArray<Shape> Shapes, ImmutableArray<(int Value, Tensor Tensor)> Constants,
    ImmutableArray<int> Inputs, ImmutableArray<int> Outputs, ImmutableArray<StateUpdate> Updates, ImmutableArray<ConjugateShape> Posteriors)
{
    /// <summary>The listing of a program.</summary>
    /// <param name="program">The program as its user knows it.</param>
    /// <param name="inverts">Whether solutions with Cholesky factors become products with their inverses.</param>
    public static Listing Of(Program program, bool inverts)
    {
        var simple = Expansion.Of(SharedPrior.Use(TaskParts.Split(JoinedSteps.Join(program))), (_, _) => true);
        var expanded = SumsFirst.Move(inverts ? Inverses.Use(simple) : simple);
        var (inputs, shapes) = Expansion.InputsOf(program, expanded);
        return new Listing(
            [.. expanded.Instructions.Where(i => i.Operation is not (Operation.Input or Operation.Constant))
                .Select(i => new Line(i.Operation, [.. i.Arguments], i.Results[0]))],
            shapes,
            [.. expanded.Instructions.Where(i => i.Operation is Operation.Constant)
                .Select(i => (i.Results[0], ((Operation.Constant)i.Operation).Value))],
            inputs, [.. expanded.Outputs.Select(o => o.Value)],
            [.. expanded.Updates.Select(u => u with { Input = program.Input(expanded.Inputs[u.Input].Name) })],
            [.. program.Instructions.Select(i => PosteriorsOf(program, i)).OfType<ConjugateShape>().Distinct()]);
    }

    private static ConjugateShape? PosteriorsOf(Program program, Instruction instruction) => instruction.Operation is Operation.ConjugateUpdate update
        ? ConjugateShape.Of(update.Structure, [.. instruction.Arguments.Select(a => program.Shapes[a])])
        : null;

    /// <summary>Which posterior a matrix belongs to, where a line's result are matrices of a conjugate update.</summary>
    /// <param name="line">The line.</param>
    /// <param name="matrix">The matrix among those of the result.</param>
    /// <returns>Its task, if the line does all tasks; its sample and its unit. Null where the matrices are others.</returns>
    public (long? Task, long Sample, long Unit)? PosteriorOf(Line line, long matrix)
    {
        var shape = Shapes[line.Result];
        if (shape.Rank != 5
            || Posteriors.FirstOrDefault(p => p.Samples == shape[1] && p.Units == shape[2] && (shape[4] == p.Points || shape[4] == p.FanIn))
                is not { } posterior)
        {
            return null;
        }
        long task = matrix / shape[2] / shape[1];
        return (posterior.Tasks == shape[0] ? task : null, matrix / shape[2] % shape[1], matrix % shape[2]);
    }

    /// <summary>For every line, the values that nothing reads after it.</summary>
    public ImmutableArray<ImmutableArray<int>> Dying()
    {
        var kept = Outputs.Concat(Updates.Select(u => u.Value)).ToHashSet();
        var seen = new HashSet<int>();
        var dying = new ImmutableArray<int>[Lines.Length];
        for (int i = Lines.Length - 1; i >= 0; i--)
        {
            dying[i] = [.. Lines[i].Arguments.Append(Lines[i].Result).Where(v => !kept.Contains(v) && seen.Add(v))];
        }
        return [.. dying];
    }

    /// <summary>The largest number of elements alive at once: inputs, and what a run makes; constants are not counted.</summary>
    public long PeakElements()
    {
        var dying = Dying();
        long inputs = Inputs.Sum(v => Shapes[v].LongSize), now = inputs, peak = now;
        var made = new HashSet<int>();
        for (int i = 0; i < Lines.Length; i++)
        {
            made.Add(Lines[i].Result);
            now += Shapes[Lines[i].Result].LongSize;
            peak = Math.Max(peak, now);
            now -= dying[i].Where(made.Contains).Sum(v => Shapes[v].LongSize);
        }
        return peak;
    }
}
