namespace ProbBnn.Engines.Managed;

/// <summary>One batch dimension of a batched product; a stride of 0 repeats the same matrix (broadcasting).</summary>
/// <param name="Count">Length of the dimension.</param>
/// <param name="StrideA">Distance, in elements, of neighbouring left factors.</param>
/// <param name="StrideB">Distance of neighbouring right factors.</param>
/// <param name="StrideC">Distance of neighbouring targets; must not be 0 when Count is above 1.</param>
internal readonly record struct BatchAxis(int Count, nint StrideA, nint StrideB, nint StrideC);
