using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Where inverses and solutions of all units of one posterior lie, of a layer whose units share the prior factor.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct SharedPlaces<T>
    where T : unmanaged, INumber<T>
{
    private readonly T* _inverses;
    private readonly T* _solutions;
    private readonly long _inverseStride;
    private readonly long _solutionStride;

    private SharedPlaces(T* inverses, T* solutions, long inverseStride, long solutionStride)
    {
        _inverses = inverses;
        _solutions = solutions;
        _inverseStride = inverseStride;
        _solutionStride = solutionStride;
    }

    /// <summary>In the residuals.</summary>
    public static SharedPlaces<T> Kept(in ConjugateLayout<T> layout, T* residuals, int b, int g)
    {
        ref readonly var task = ref layout.Tasks[b];
        T* inverses = residuals + layout.SharedStart + task.Group + (g * task.GroupStride);
        long size = ConjugateLayout<T>.InverseSize(task.Count);
        return new SharedPlaces<T>(
            inverses, inverses + (ConjugateLayout<T>.WholeLanes(layout.Shape.Units) * size), size,
            (long)(layout.Shape.Members + 1) * task.PointStride);
    }

    /// <summary>In scratch memory, the same for every group of units.</summary>
    /// <param name="layout">Places.</param>
    /// <param name="scratch">Where from.</param>
    /// <param name="b">Task.</param>
    /// <param name="inverses">Inverses of a group.</param>
    /// <param name="units">Units of a group.</param>
    public static SharedPlaces<T> Temporary(in ConjugateLayout<T> layout, in Scratch.Frame scratch, int b, int inverses, int units)
    {
        ref readonly var task = ref layout.Tasks[b];
        return new SharedPlaces<T>(
            scratch.Take<T>((nint)(inverses * ConjugateLayout<T>.InverseSize(task.Count))),
            scratch.Take<T>((nint)units * (layout.Shape.Members + 1) * task.PointStride), 0, 0);
    }

    /// <summary>The inverses of the group of units that starts with this one.</summary>
    public T* Inverse(int u) => _inverses + (u * _inverseStride);

    /// <summary>The solutions of the group of units that starts with this one: c of each member, then a, unit after unit.</summary>
    public T* Solutions(int u) => _solutions + (u * _solutionStride);
}
