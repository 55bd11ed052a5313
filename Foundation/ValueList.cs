using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace ProbBnn.Foundation;

/// <summary>An immutable list with value equality and a structural hash, so that records that hold one compare by content.</summary>
/// <typeparam name="T">The element type; its own equality is used.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly ImmutableArray<T> items;

    internal ValueList(ImmutableArray<T> items) => this.items = items;

    private ImmutableArray<T> Items => items.IsDefault ? [] : items;

    /// <summary>The number of elements.</summary>
    public int Count => Items.Length;

    /// <summary>The element at a position counted from 0.</summary>
    /// <param name="index">A position from 0 to Count - 1.</param>
    public T this[int index] => Items[index];

    /// <summary>A view of the elements.</summary>
    public ReadOnlySpan<T> AsSpan() => Items.AsSpan();

    /// <summary>This list with one more element at its end.</summary>
    /// <param name="item">The element.</param>
    public ValueList<T> Add(T item) => new(Items.Add(item));

    /// <summary>This list with another element at a position.</summary>
    /// <param name="index">A position from 0 to Count - 1.</param>
    /// <param name="item">The element.</param>
    public ValueList<T> SetItem(int index, T item) => new(Items.SetItem(index, item));

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other) => Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items)
        {
            hash.Add(item);
        }
        return hash.ToHashCode();
    }

    /// <summary>The elements between square brackets.</summary>
    public override string ToString() => "[" + string.Join(", ", Items) + "]";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether two lists hold equal elements in the same order.</summary>
    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    /// <summary>Whether two lists differ.</summary>
    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);
}

/// <summary>Builds <see cref="ValueList{T}"/> values.</summary>
public static class ValueList
{
    /// <summary>A list of the given elements; collection expressions come here.</summary>
    /// <param name="items">The elements.</param>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new([.. items]);

    /// <summary>A list of the elements of a sequence.</summary>
    /// <param name="items">The elements.</param>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => new([.. items]);
}
