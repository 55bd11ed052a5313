namespace ProbBnn.Engines.Managed;

/// <summary>Where the tensors of one task and sample lie.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal unsafe struct DenseItem<T>
    where T : unmanaged
{
    /// <summary>[points, features].</summary>
    public T* Features;

    /// <summary>For every layer [units, incoming + 1].</summary>
    public T** Weights;

    /// <summary>[points, outputs], or null where they are not wanted.</summary>
    public T* Outputs;

    /// <summary>Panels of all points, or null where nothing is kept.</summary>
    public T* Kept;

    /// <summary>The adjoint of the outputs [points, outputs].</summary>
    public T* OutputBar;

    /// <summary>For every layer, where its weights' adjoint goes, or null where it is not wanted.</summary>
    public T** WeightBars;

    /// <summary>Where the features' adjoint goes [points, features], or null where it is not wanted.</summary>
    public T* FeaturesBar;
}
