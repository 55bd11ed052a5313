namespace ProbBnn.Engines.Managed;

/// <summary>
/// What a kernel needs of a vector register: the one seam between the kernels' sources and the hardware's vector widths. A kernel is
/// written once over (element type, register type, lanes); the JIT makes a separate, fully inlined body for each combination in use.
/// </summary>
/// <typeparam name="T">The element type, double or float.</typeparam>
/// <typeparam name="TVector">The register type; the element itself for scalar lanes.</typeparam>
internal unsafe interface ILanes<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>Elements in one register.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the largest register tile, from the number of registers the hardware has.</summary>
    static abstract int TileRows { get; }

    /// <summary>Registers across the largest register tile.</summary>
    static abstract int TileVectors { get; }

    /// <summary>A register of zeros.</summary>
    static abstract TVector Zero { get; }

    /// <summary>A register with every lane equal to the value.</summary>
    static abstract TVector Broadcast(T value);

    /// <summary>Loads <see cref="Count"/> elements; no alignment needed.</summary>
    static abstract TVector Load(T* source);

    /// <summary>Stores <see cref="Count"/> elements; no alignment needed.</summary>
    static abstract void Store(T* target, TVector value);

    /// <summary>Loads the first <paramref name="count"/> elements, the other lanes zero; touches no other memory.</summary>
    static abstract TVector LoadFirst(T* source, int count);

    /// <summary>Stores the first <paramref name="count"/> lanes; touches no other memory.</summary>
    static abstract void StoreFirst(T* target, TVector value, int count);

    /// <summary>a + b, lane by lane.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a - b, lane by lane.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a b, lane by lane.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b, lane by lane.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>The square root, lane by lane.</summary>
    static abstract TVector Sqrt(TVector a);

    /// <summary>a b + c with one rounding, lane by lane.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The sum of all lanes, in an order that depends on <see cref="Count"/> alone.</summary>
    static abstract T Sum(TVector value);

    /// <summary>The sums of all lanes of four registers, to four neighbouring elements.</summary>
    static abstract void Sum(TVector a, TVector b, TVector c, TVector d, T* target);
}
