using ProbBnn.Engines.LibTorch;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

/// <summary>
/// Libtorch engines of both precisions. The native library is the file that the environment variable PROBBNN_LIBTORCH names; without it
/// the tests are skipped. PROBBNN_LIBTORCH_DEVICE is cpu, unless set, or cuda.
/// </summary>
internal sealed class TorchEngines : IDisposable
{
    private static readonly Lazy<LibTorchEngine> s_asOnCuda = new(() => LibTorchEngine.Open(Deferring));

    private readonly (LibTorchEngine Engine, double Tolerance)[] _engines;

    /// <summary>Double precision, single precision, and double precision on the processor in the way of a CUDA device.</summary>
    public TorchEngines() => _engines =
    [
        (LibTorchEngine.Open(Options), 4e-14), (LibTorchEngine.Open(Options with { ElementType = ElementType.Float32 }), 4e-6),
        (LibTorchEngine.Open(Deferring), 4e-14),
    ];

    /// <summary>Double precision on the device that is tested.</summary>
    public static LibTorchOptions Options => new()
    {
        LibraryPath = Library,
        Device = IsCuda ? new LibTorchDevice.Cuda() : new LibTorchDevice.Cpu(),
    };

    /// <summary>Noise by tensor operations, products with inverses, failures looked for after a run, and runs that are captured after the
    /// first few, as on a CUDA device.</summary>
    public static LibTorchOptions Deferring => Options with
    {
        TensorNoise = true,
        DeferredChecks = true,
        InvertFactors = true,
        RehearsedGraphs = true,
    };

    /// <summary>One engine of double precision, in the way of a CUDA device, for all tests that only compute.</summary>
    public static LibTorchEngine AsOnCuda => s_asOnCuda.Value;

    public static bool IsCuda => Environment.GetEnvironmentVariable("PROBBNN_LIBTORCH_DEVICE") == "cuda";

    public static string Library
    {
        get
        {
            string? path = Environment.GetEnvironmentVariable("PROBBNN_LIBTORCH");
            Assert.SkipWhen(string.IsNullOrEmpty(path), "PROBBNN_LIBTORCH is not set: no libtorch engine to test");
            return path!;
        }
    }

    public IEnumerable<LibTorchEngine> All => _engines.Select(e => e.Engine);

    /// <summary>Runs a case on all and holds the results to the Reference engine's.</summary>
    public void AgreeOn(OperationCase one) => EngineAgreement.AgreeOn(one, _engines.Select(e => ((IEngine)e.Engine, e.Tolerance)));

    public void Dispose() => Array.ForEach(_engines, e => e.Engine.Dispose());
}
