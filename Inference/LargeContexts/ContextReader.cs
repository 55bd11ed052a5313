using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// Reads a source of points pass by pass: scales and pads its parts, refuses what is not finite, and sees to it that every pass gives the
/// same points.
/// </summary>
internal sealed class ContextReader(PointSource source, AffineScaling scaling, int capacity, ElementType precision)
{
    /// <summary>Numbers up to this are whole in single precision.</summary>
    private const long MostInSinglePrecision = 1L << 24;

    private readonly double[] inputs = new double[capacity * source.InputDimension];
    private readonly double[] outputs = new double[capacity * source.OutputDimension];
    private readonly double[] numbers = new double[capacity];
    private readonly double[] count = new double[1];
    private (long Points, ulong Content)? first;
    private int parts;

    /// <summary>Points of the last whole pass.</summary>
    public long Points => first?.Points ?? 0;

    /// <summary>Parts of the last whole pass.</summary>
    public int Parts => parts;

    public string Id => source.Id;

    /// <summary>Goes through all points; after each part that this gives, it can be written to a session.</summary>
    /// <returns>The points read so far.</returns>
    public IEnumerable<long> Pass(CancellationToken cancellation)
    {
        long points = 0;
        int read = 0;
        ulong content = 0;
        foreach (var block in source.Read(capacity))
        {
            cancellation.ThrowIfCancellationRequested();
            int size = Fill(block);
            content += Content(size);
            points += size;
            read++;
            yield return points;
        }
        if (first is { } before && before != (points, content))
        {
            throw new DataException(new Problem(
                "the points changed between two readings", $"context {source.Id}", $"{points} points",
                $"the {before.Points} points read first",
                "let every reading of the source give the same points under the same numbers"));
        }
        first = (points, content);
        parts = read;
    }

    /// <summary>Goes to one part of the context alone.</summary>
    /// <param name="part">The part, from 0 to Parts - 1.</param>
    /// <param name="cancellation">Ends the work with an exception.</param>
    /// <returns>The points of the part.</returns>
    public IEnumerable<long> Part(int part, CancellationToken cancellation)
    {
        int at = 0;
        foreach (var block in source.Read(capacity))
        {
            cancellation.ThrowIfCancellationRequested();
            if (at++ == part)
            {
                yield return Fill(block);
                yield break;
            }
        }
        throw new DataException(new Problem(
            "the parts changed between two readings", $"context {source.Id}", $"{at} parts", $"{parts}",
            "let every reading of the source cut its points alike"));
    }

    /// <summary>Hands the present part to a session, as far as its program uses it.</summary>
    public void WriteTo(ISession session, Program program)
    {
        Slot.Of(program, "context.inputs").Write(session, inputs);
        Slot.Of(program, "context.outputs").Write(session, outputs);
        Slot.Of(program, "context.counts").Write(session, count);
        Slot.Of(program, "context.numbers").Write(session, numbers);
    }

    private int Fill(PointBlock block)
    {
        int size = block.Inputs.Length / source.InputDimension;
        if (size > capacity || block.First < 0 || size * source.InputDimension != block.Inputs.Length
            || size * source.OutputDimension != block.Outputs.Length)
        {
            throw new DataException(new Problem(
                "a part does not fit its source", $"context {source.Id}, from point {block.First}",
                $"{block.Inputs.Length} input and {block.Outputs.Length} output numbers",
                $"{source.InputDimension} inputs and {source.OutputDimension} outputs for each of at most {capacity} points"));
        }
        if (precision == ElementType.Float32 && block.First + size > MostInSinglePrecision)
        {
            throw new DataException(new Problem(
                "too many points for single precision", $"context {source.Id}", $"point {block.First + size - 1}",
                $"fewer than {MostInSinglePrecision + 1} points", "use double precision"));
        }
        RequireFinite(block, block.Inputs.Span, "input", source.InputDimension);
        RequireFinite(block, block.Outputs.Span, "output", source.OutputDimension);
        Array.Clear(inputs);
        Array.Clear(outputs);
        Array.Clear(numbers);
        scaling.Inputs.Forward(block.Inputs.Span).CopyTo(inputs, 0);
        scaling.Outputs.Forward(block.Outputs.Span).CopyTo(outputs, 0);
        for (int i = 0; i < size; i++)
        {
            numbers[i] = block.First + i;
        }
        count[0] = size;
        return size;
    }

    /// <summary>A sum over points of a hash of each, the same in any order.</summary>
    private ulong Content(int size)
    {
        ulong sum = 0;
        for (int i = 0; i < size; i++)
        {
            ulong hash = (ulong)numbers[i] + 14695981039346656037UL;
            foreach (double value in inputs.AsSpan(i * source.InputDimension, source.InputDimension))
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(value)) * 1099511628211UL;
                hash ^= hash >> 32;
            }
            foreach (double value in outputs.AsSpan(i * source.OutputDimension, source.OutputDimension))
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(value)) * 1099511628211UL;
                hash ^= hash >> 32;
            }
            sum += hash;
        }
        return sum;
    }

    private void RequireFinite(PointBlock block, ReadOnlySpan<double> values, string what, int dimension)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new DataException(new Problem(
                    $"an {what} is not a finite number",
                    $"context {source.Id}, point {block.First + i / dimension}, {what} {i % dimension}",
                    values[i].ToString("R", null), "a finite number", "remove the point"));
            }
        }
    }
}
