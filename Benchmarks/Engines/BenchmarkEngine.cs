using System.CommandLine;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Engines.Managed;
using ProbBnn.Tensors;

namespace ProbBnn.Benchmarks;

/// <summary>The engine that a verb measures, and what it made of its last program.</summary>
internal sealed class BenchmarkEngine : IEngine, IDisposable
{
    private static readonly string[] Names = ["managed", "libtorch:cpu", "libtorch:cuda"];

    private readonly IEngine engine;
    private LibTorchExecutable? last;

    private BenchmarkEngine(IEngine engine) => this.engine = engine;

    /// <inheritdoc/>
    public string Name => engine.Name;

    /// <inheritdoc/>
    public ElementType ElementType => engine.ElementType;

    /// <summary>Whether runs of the program that was compiled last replay a graph, once its session has been given back; null for an engine
    /// that captures none.</summary>
    public string? Captured => Explained?.Split('\n')[1].Trim();

    /// <summary>All that there is to say of that program; null for an engine that says nothing.</summary>
    public string? Explained => last?.Explain();

    /// <summary>The option that names an engine.</summary>
    public static Option<string> Option()
    {
        var option = new Option<string>("--engine")
        {
            Description = $"{string.Join(", ", Names[..^1])} or {Names[^1]}; libtorch needs the library that PROBBNN_LIBTORCH names.",
            DefaultValueFactory = _ => Names[0],
        };
        option.AcceptOnlyFromAmong(Names);
        return option;
    }

    /// <summary>Opens an engine.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="precision">Number format.</param>
    /// <param name="threads">Threads on the processor.</param>
    /// <param name="profile">Where the managed engine notes the time of every operation, or null.</param>
    public static BenchmarkEngine Open(string name, ElementType precision, int threads, RunProfile? profile = null)
    {
        if (name == Names[0])
        {
            var options = new ManagedOptions { Threads = threads, Profile = profile };
            return new BenchmarkEngine(precision == ElementType.Float64 ? ManagedEngine.Double(options) : ManagedEngine.Single(options));
        }
        return new BenchmarkEngine(LibTorchEngine.Open(new LibTorchOptions
        {
            LibraryPath = Environment.GetEnvironmentVariable("PROBBNN_LIBTORCH"),
            Device = name == Names[^1] ? new LibTorchDevice.Cuda() : new LibTorchDevice.Cpu(),
            ElementType = precision,
            Threads = threads,
        }));
    }

    /// <inheritdoc/>
    public IExecutable Compile(Program program)
    {
        var executable = engine.Compile(program);
        last = executable as LibTorchExecutable;
        return executable;
    }

    /// <inheritdoc/>
    public void Dispose() => (engine as IDisposable)?.Dispose();
}
