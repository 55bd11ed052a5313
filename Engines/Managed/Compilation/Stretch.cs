namespace ProbBnn.Engines.Managed;

/// <summary>Memory that one or several values hold one after the other.</summary>
/// <param name="value">The first of them; all have its size.</param>
/// <param name="start">The line that first writes it.</param>
/// <param name="input">The input whose place it is, or -1.</param>
internal sealed class Stretch(int value, int start, int input = -1)
{
    /// <summary>The first value that lies here.</summary>
    public int Value => value;

    /// <summary>The line that first writes it.</summary>
    public int Start { get; set; } = start;

    /// <summary>The input whose place it is, or -1.</summary>
    public int Input => input;

    /// <summary>The last line that reads it.</summary>
    public int End { get; set; } = start;

    /// <summary>Where it lies, in bytes.</summary>
    public long Offset { get; set; }
}
