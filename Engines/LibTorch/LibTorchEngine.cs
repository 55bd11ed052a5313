using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>
/// Programs on libtorch, on a CUDA device or the processor, through a native library of ours that is built for the libtorch at hand: see
/// docs/engines/libtorch.md. Composites run in simpler operations. Results are those of other engines up to rounding, seeds mean the same.
/// Disposing the engine closes its device; what it compiled stays usable.
/// </summary>
public sealed class LibTorchEngine : IEngine, IDisposable
{
    private readonly LibTorchOptions _options;
    private readonly TorchLibrary _library;
    private readonly NativeHandle _device;

    private LibTorchEngine(LibTorchOptions options, TorchLibrary library, NativeHandle device) =>
        (_options, _library, _device) = (options, library, device);

    /// <inheritdoc/>
    public string Name => $"{_library.Version.Split(" with")[0]} on {_library.DeviceName(_device)}, "
        + (ElementType == ElementType.Float64 ? "double precision" : "single precision");

    /// <inheritdoc/>
    public ElementType ElementType => _options.ElementType;

    /// <summary>The libtorch that the library was built for, and whether it knows CUDA.</summary>
    public string LibraryVersion => _library.Version;

    /// <summary>Opens the library and the device.</summary>
    /// <param name="options">Choices; double precision on the processor unless set.</param>
    /// <exception cref="EngineLibraryException">The library is missing or does not fit, or there is no such device.</exception>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    public static LibTorchEngine Open(LibTorchOptions? options = null)
    {
        options ??= new LibTorchOptions();
        Require(options.Device is not null, nameof(options.Device), options.Device, "the processor or a CUDA device");
        Require(options.Threads is null or (>= 1 and <= 1024), nameof(options.Threads), options.Threads, "1 to 1024, or none");
        Require(options.MaxPooledSessions >= 0, nameof(options.MaxPooledSessions), options.MaxPooledSessions, "0 or more");
        Require(Enum.IsDefined(options.ElementType), nameof(options.ElementType), options.ElementType, "Float64 or Float32");
        var library = TorchLibrary.Open(options.LibraryPath);
        return new LibTorchEngine(options, library, library.OpenDevice(options));
    }

    /// <inheritdoc/>
    IExecutable IEngine.Compile(Program program) => Compile(program);

    /// <summary>Compiles a program: hands it to the library once.</summary>
    /// <param name="program">The program.</param>
    /// <exception cref="EngineException">The device has no memory left for its constants.</exception>
    public LibTorchExecutable Compile(Program program)
    {
        ObjectDisposedException.ThrowIf(_device.IsClosed, this);
        var encoded = ProgramEncoder.Encode(program, _options.InvertFactors || _options.Device is LibTorchDevice.Cuda);
        return new LibTorchExecutable(encoded, _library, _library.CreateProgram(_device, encoded), _options);
    }

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    /// <summary>The engine's name.</summary>
    public override string ToString() => Name;

    private static void Require<T>(bool holds, string option, T got, string expected)
    {
        if (!holds)
        {
            throw new OptionException(new Problem("an option of the engine is outside its range", option, $"{got}", expected));
        }
    }
}
