namespace ProbBnn.Engines.Managed;

/// <summary>How a product meets the old value of its target.</summary>
internal enum TileTarget
{
    /// <summary>Replaces it.</summary>
    Set,

    /// <summary>Is added to it.</summary>
    Add,

    /// <summary>Is subtracted from it.</summary>
    Subtract,
}
