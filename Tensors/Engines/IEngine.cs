namespace ProbBnn.Tensors;

/// <summary>Runs programs. Engines differ in speed and rounding, never in meaning.</summary>
public interface IEngine
{
    /// <summary>The engine's name, with its precision.</summary>
    string Name { get; }

    /// <summary>The number format of the engine's buffers.</summary>
    ElementType ElementType { get; }

    /// <summary>Compiles a program: plans its buffers once.</summary>
    /// <param name="program">The program.</param>
    IExecutable Compile(Program program);
}
