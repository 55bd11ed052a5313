using System.Numerics;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// The embedded engine: programs on all cores in pure C#. A program is compiled to a flat list of vectorised steps over buffers that are
/// planned once; a run allocates nothing, and gives the same bits for any number of threads. Disposing the engine ends its threads; what
/// it compiled then runs on its callers' threads alone.
/// </summary>
public sealed class ManagedEngine : IEngine, IDisposable
{
    private readonly ManagedOptions _options;
    private readonly VectorWidth _width;
    private readonly WorkerPool _pool;

    private ManagedEngine(ElementType elementType, ManagedOptions options)
    {
        Require(options.Threads is >= 1 and <= 1024, nameof(options.Threads), options.Threads, "1 to 1024");
        Require(options.MaxPooledSessions >= 0, nameof(options.MaxPooledSessions), options.MaxPooledSessions, "0 or more");
        ElementType = elementType;
        _options = options;
        _width = options.Width ?? KernelOptions.Widest.Width;
        _pool = new WorkerPool(options.Threads);
    }

    /// <inheritdoc/>
    public string Name => ElementType == ElementType.Float64 ? "managed, double precision" : "managed, single precision";

    /// <inheritdoc/>
    public ElementType ElementType { get; }

    /// <summary>An engine that computes in double precision.</summary>
    /// <param name="options">Choices; all cores unless set.</param>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    public static ManagedEngine Double(ManagedOptions? options = null) => new(ElementType.Float64, options ?? new ManagedOptions());

    /// <summary>An engine that computes in single precision: about half the time and memory, five digits in gradients.</summary>
    /// <param name="options">Choices; all cores unless set.</param>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    public static ManagedEngine Single(ManagedOptions? options = null) => new(ElementType.Float32, options ?? new ManagedOptions());

    /// <inheritdoc/>
    public IExecutable Compile(Program program) => ElementType == ElementType.Float64 ? Compile<double>(program) : Compile<float>(program);

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    private Executable<T> Compile<T>(Program program)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(Compiler.Compile<T>(program, _options.Composites, _width), _pool, _options.MaxPooledSessions, _options.Profile);

    private static void Require(bool holds, string option, int got, string expected)
    {
        if (!holds)
        {
            throw new OptionException(new Problem("an option of the engine is outside its range", option, $"{got}", expected));
        }
    }
}
