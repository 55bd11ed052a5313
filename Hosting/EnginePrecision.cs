namespace ProbBnn.Hosting;

/// <summary>The number format of an engine.</summary>
public enum EnginePrecision
{
    /// <summary>64-bit numbers.</summary>
    Double,

    /// <summary>32-bit numbers: faster, with about seven digits.</summary>
    Single,
}
