using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Where A^-1, m_v and rho of all units of one posterior in weight form lie, of a layer whose units share the prior factor.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct SharedWeightPlaces<T>
    where T : unmanaged, INumber<T>
{
    private readonly T* _start;
    private readonly long _units, _inverse, _weights, _points;

    private SharedWeightPlaces(T* start, in ConjugateLayout<T> layout, int b, int units)
    {
        _start = start;
        _units = units;
        _weights = layout.Shape.Weights;
        _points = layout.Tasks[b].Count;
        _inverse = (long)LaneLayout.Width(layout.Shape.Weights) * LaneLayout.Width(layout.Shape.Weights);
    }

    /// <summary>In the residuals.</summary>
    public static SharedWeightPlaces<T> Kept(in ConjugateLayout<T> layout, T* residuals, int b, int g)
    {
        ref readonly var task = ref layout.Tasks[b];
        return new SharedWeightPlaces<T>(
            residuals + layout.SharedStart + task.Group + (g * task.GroupStride), layout, b,
            ConjugateLayout<T>.WholeLanes(layout.Shape.Units));
    }

    /// <summary>In scratch memory, for some units only, which are then unit 0 and the following.</summary>
    public static SharedWeightPlaces<T> Temporary(in ConjugateLayout<T> layout, in Scratch.Frame scratch, int b, int units)
    {
        var sizes = new SharedWeightPlaces<T>(null, layout, b, units);
        T* start = scratch.Take<T>((nint)(units * (sizes._inverse + sizes._weights + sizes._points)));
        return new SharedWeightPlaces<T>(start, layout, b, units);
    }

    /// <summary>A^-1 from this unit on, one group of lanes after the other.</summary>
    public T* Inverses(int u) => _start + (u * _inverse);

    /// <summary>m_v of the units from this one on, [K, units].</summary>
    public T* Means(int u) => _start + (_units * _inverse) + (u * _weights);

    /// <summary>rho of the units from this one on, [n, units].</summary>
    public T* Rho(int u) => _start + (_units * (_inverse + _weights)) + (u * _points);
}
