namespace ProbBnn.Engines.Managed;

/// <summary>
/// What elementwise steps and reductions need of a vector register, beside what products need (<see cref="ILanes{T, TVector}"/>). Every
/// lane's result depends on that lane alone, so that the bits of an element depend on neither its place nor its neighbours.
/// </summary>
/// <typeparam name="T">The element type, double or float.</typeparam>
/// <typeparam name="TVector">The register type; the element itself for one element at a time.</typeparam>
internal unsafe interface IArithmetic<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>The register width.</summary>
    static abstract VectorWidth Width { get; }

    /// <summary>Elements in one register.</summary>
    static abstract int Count { get; }

    /// <summary>A register with every lane equal to the value.</summary>
    static abstract TVector Broadcast(T value);

    /// <summary>0, 1, 2, ..</summary>
    static abstract TVector Indices { get; }

    /// <summary>Loads <see cref="Count"/> elements.</summary>
    static abstract TVector Load(T* source);

    /// <summary>Loads the first <paramref name="count"/> elements, the other lanes zero; touches no other memory.</summary>
    static abstract TVector LoadFirst(T* source, int count);

    /// <summary>Stores <see cref="Count"/> elements.</summary>
    static abstract void Store(T* target, TVector value);

    /// <summary>Stores the first <paramref name="count"/> lanes; touches no other memory.</summary>
    static abstract void StoreFirst(T* target, TVector value, int count);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a - b.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a b + c with one rounding.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>-x.</summary>
    static abstract TVector Negate(TVector x);

    /// <summary>|x|.</summary>
    static abstract TVector Abs(TVector x);

    /// <summary>The square root.</summary>
    static abstract TVector Sqrt(TVector x);

    /// <summary>The larger of two numbers, NaN where either is.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The nearest integer, ties to even.</summary>
    static abstract TVector Round(TVector x);

    /// <summary>The natural logarithm.</summary>
    static abstract TVector Log(TVector x);

    /// <summary>2^n for integers n from -1022 to 1023 (double) or -126 to 127 (single).</summary>
    static abstract TVector PowerOfTwo(TVector n);

    /// <summary><paramref name="then"/> where a &gt; b, else <paramref name="otherwise"/> (also where a or b is NaN).</summary>
    static abstract TVector IfGreater(TVector a, TVector b, TVector then, TVector otherwise);

    /// <summary>Whether a &gt; b in any lane.</summary>
    static abstract bool AnyGreater(TVector a, TVector b);

    /// <summary>The sum of all lanes, in an order that depends on <see cref="Count"/> alone.</summary>
    static abstract T Sum(TVector value);
}
