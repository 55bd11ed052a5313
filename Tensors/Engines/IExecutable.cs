namespace ProbBnn.Tensors;

/// <summary>A compiled program, which many callers may run at once, each in a session of its own.</summary>
public interface IExecutable : IDisposable
{
    /// <summary>The program.</summary>
    Program Program { get; }

    /// <summary>Bytes that one session holds, constants not counted.</summary>
    long SessionBytes { get; }

    /// <summary>Bytes of constants, which all sessions share.</summary>
    long ConstantBytes { get; }

    /// <summary>Bytes that a run at full size takes beside its session, on all threads together; runs that follow each other share
    /// them.</summary>
    long ScratchBytes { get; }

    /// <summary>Takes a session from the pool, or makes one. Its inputs hold whatever the last user left, zeros at first.</summary>
    ISession Rent();
}
