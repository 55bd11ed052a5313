// Forward, to standardised units:  z = (v - shift) / scale.   Back, to the data's own units:  v = shift + scale z.

using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>A shift and a scale for every column of row-major numbers. Immutable, compared by content.</summary>
public sealed record Affine
{
    /// <summary>A shift and a scale for every column.</summary>
    /// <param name="shift">Subtracted on the way forward, finite [columns].</param>
    /// <param name="scale">Divided by on the way forward, positive and finite [columns].</param>
    /// <exception cref="OptionException">The lengths differ, or a number is outside its range.</exception>
    public Affine(ValueList<double> shift, ValueList<double> scale)
    {
        if (shift.Count != scale.Count || !shift.All(double.IsFinite) || !scale.All(s => s > 0 && double.IsFinite(s)))
        {
            throw new OptionException(new Problem(
                "not a scaling", "Affine", $"shift {shift} and scale {scale}", "finite shifts and as many positive, finite scales"));
        }
        Shift = shift;
        Scale = scale;
    }

    /// <summary>Subtracted on the way forward [columns].</summary>
    public ValueList<double> Shift { get; }

    /// <summary>Divided by on the way forward [columns].</summary>
    public ValueList<double> Scale { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => Shift.Count;

    /// <summary>The scaling that changes nothing.</summary>
    /// <param name="columns">Number of columns.</param>
    public static Affine Identity(int columns) =>
        new(Enumerable.Repeat(0.0, columns).ToValueList(), Enumerable.Repeat(1.0, columns).ToValueList());

    /// <summary>Numbers in the data's own units, in standardised units.</summary>
    /// <param name="values">Row-major [rows, columns].</param>
    /// <returns>Row-major [rows, columns].</returns>
    public double[] Forward(ReadOnlySpan<double> values)
    {
        RequireRows(values);
        var scaled = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int column = i % Columns;
            scaled[i] = (values[i] - Shift[column]) / Scale[column];
        }
        return scaled;
    }

    /// <summary>Numbers in standardised units, in the data's own units.</summary>
    /// <param name="values">Row-major [rows, columns].</param>
    /// <returns>Row-major [rows, columns].</returns>
    public double[] Back(ReadOnlySpan<double> values)
    {
        RequireRows(values);
        var own = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int column = i % Columns;
            own[i] = Shift[column] + (Scale[column] * values[i]);
        }
        return own;
    }

    private void RequireRows(ReadOnlySpan<double> values)
    {
        if (Columns == 0 ? values.Length > 0 : values.Length % Columns != 0)
        {
            throw new ShapeException(new Problem(
                "the numbers are no whole rows", "Affine", $"{values.Length} numbers", $"a multiple of {Columns}", "give whole rows"));
        }
    }
}
