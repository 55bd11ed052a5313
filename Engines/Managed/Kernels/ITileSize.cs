namespace ProbBnn.Engines.Managed;

/// <summary>A number known to the JIT, so that a register tile of that size is compiled without the code of larger tiles.</summary>
internal interface ITileSize
{
    /// <summary>The number, 1 to 8.</summary>
    static abstract int Value { get; }
}
