using System.Runtime.InteropServices;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>An immutable row-major array of numbers, double precision unless converted.</summary>
public sealed class Tensor : IEquatable<Tensor>
{
    private readonly double[]? doubles;
    private readonly float[]? singles;

    private Tensor(Shape shape, double[]? doubles, float[]? singles)
    {
        Shape = shape;
        this.doubles = doubles;
        this.singles = singles;
    }

    /// <summary>The dimensions.</summary>
    public Shape Shape { get; }

    /// <summary>The number format.</summary>
    public ElementType Type => doubles is not null ? ElementType.Float64 : ElementType.Float32;

    /// <summary>The elements of a double-precision tensor, row-major.</summary>
    /// <exception cref="InvalidOperationException">The tensor is single precision.</exception>
    public ReadOnlySpan<double> Doubles => doubles ?? throw new InvalidOperationException("The tensor holds single precision; convert it.");

    /// <summary>The elements of a single-precision tensor, row-major.</summary>
    /// <exception cref="InvalidOperationException">The tensor is double precision.</exception>
    public ReadOnlySpan<float> Singles => singles ?? throw new InvalidOperationException("The tensor holds double precision; convert it.");

    /// <summary>The element at a position, one index an axis.</summary>
    /// <param name="indices">As many indices as axes.</param>
    public double this[params ReadOnlySpan<int> indices]
    {
        get
        {
            int offset = 0;
            for (int axis = 0; axis < Shape.Rank; axis++)
            {
                if ((uint)indices[axis] >= (uint)Shape[axis])
                {
                    throw new ArgumentOutOfRangeException(nameof(indices), $"Index {indices[axis]} on axis {axis} of {Shape}.");
                }
                offset = offset * Shape[axis] + indices[axis];
            }
            return doubles is not null ? doubles[offset] : singles![offset];
        }
    }

    /// <summary>A double-precision tensor of the given elements, which are copied.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="elements">Row-major elements, as many as the shape has.</param>
    /// <exception cref="ShapeException">The number of elements is not the shape's.</exception>
    public static Tensor Of(Shape shape, params ReadOnlySpan<double> elements) => Adopt(shape, elements.ToArray());

    /// <summary>A single-precision tensor of the given elements, which are copied.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="elements">Row-major elements, as many as the shape has.</param>
    /// <exception cref="ShapeException">The number of elements is not the shape's.</exception>
    public static Tensor OfSingles(Shape shape, ReadOnlySpan<float> elements)
    {
        RequireSize(shape, elements.Length);
        return new(shape, null, elements.ToArray());
    }

    /// <summary>A double-precision scalar.</summary>
    /// <param name="value">Its value.</param>
    public static Tensor Scalar(double value) => Adopt(Shape.Scalar, [value]);

    /// <summary>A tensor with every element computed from its row-major position.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="element">The element at a row-major position.</param>
    public static Tensor Generate(Shape shape, Func<int, double> element)
    {
        var values = new double[shape.Size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = element(i);
        }
        return Adopt(shape, values);
    }

    /// <summary>A tensor of one repeated value.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="value">The value.</param>
    public static Tensor Fill(Shape shape, double value) => Generate(shape, _ => value);

    /// <summary>The same elements in the given number format, rounded to nearest.</summary>
    /// <param name="type">The number format.</param>
    public Tensor To(ElementType type) => (type, doubles, singles) switch
    {
        (ElementType.Float32, not null, _) => new(Shape, null, Array.ConvertAll(doubles, x => (float)x)),
        (ElementType.Float64, _, not null) => new(Shape, Array.ConvertAll(singles, x => (double)x), null),
        _ => this,
    };

    /// <summary>The same elements under another shape of equal size.</summary>
    /// <param name="shape">The new dimensions.</param>
    public Tensor Reshape(Shape shape)
    {
        RequireSize(shape, Shape.Size);
        return new(shape, doubles, singles);
    }

    /// <summary>Whether two tensors agree in shape, format and every bit.</summary>
    /// <param name="other">Another tensor.</param>
    public bool Equals(Tensor? other) => other is not null && (ReferenceEquals(this, other)
        || (Shape.Equals(other.Shape) && Type == other.Type && Bytes().SequenceEqual(other.Bytes())));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Tensor);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Shape);
        var bytes = Bytes();
        hash.AddBytes(bytes.Length <= 256 ? bytes : bytes[..256]);
        return hash.ToHashCode();
    }

    /// <summary>The shape and the first few elements.</summary>
    public override string ToString()
    {
        var first = Enumerable.Range(0, Math.Min(6, Shape.Size)).Select(i => doubles is not null ? doubles[i] : singles![i]);
        return $"{Shape} {string.Join(" ", first.Select(x => x.ToString("G6", null)))}{(Shape.Size > 6 ? " ..." : "")}";
    }

    internal static Tensor Adopt(Shape shape, double[] elements)
    {
        RequireSize(shape, elements.Length);
        return new(shape, elements, null);
    }

    private ReadOnlySpan<byte> Bytes() =>
        doubles is not null ? MemoryMarshal.AsBytes<double>(doubles) : MemoryMarshal.AsBytes<float>(singles);

    private static void RequireSize(Shape shape, int size)
    {
        if (shape.Size != size)
        {
            throw new ShapeException(new Problem(
                "the number of elements is not the shape's", "tensor", $"{size}", $"{shape.Size} for {shape}"));
        }
    }
}
