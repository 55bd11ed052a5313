using System.Collections.Immutable;

namespace ProbBnn.Engines.Managed;

/// <summary>Makes the steps of a listing for one element type.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal interface ILowering<T>
    where T : unmanaged
{
    /// <summary>One step for every line, in order.</summary>
    ImmutableArray<Step<T>> Steps();
}
