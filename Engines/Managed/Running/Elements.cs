using System.Numerics;
using System.Numerics.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Conversions between doubles and an engine's elements, rounded to nearest.</summary>
internal static unsafe class Elements
{
    /// <summary>Writes doubles as elements.</summary>
    public static void Convert<T>(ReadOnlySpan<double> source, T* target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            source.CopyTo(new Span<double>(target, source.Length));
        else
            TensorPrimitives.ConvertTruncating(source, new Span<T>(target, source.Length));
    }

    /// <summary>Reads elements as doubles.</summary>
    public static void Convert<T>(T* source, Span<double> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            new ReadOnlySpan<double>(source, target.Length).CopyTo(target);
        else
            TensorPrimitives.ConvertTruncating(new ReadOnlySpan<T>(source, target.Length), target);
    }
}
