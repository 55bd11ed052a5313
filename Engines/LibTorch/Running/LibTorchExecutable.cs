using System.Globalization;
using System.Text;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>A program that the library holds, with its sessions at rest.</summary>
public sealed class LibTorchExecutable : IExecutable
{
    private const int BytesOfCounters = 24, BytesOfDrawing = 80;

    private readonly SessionPool<Workspace> _sessions;
    private readonly EncodedProgram _encoded;
    private readonly LibTorchOptions _options;
    private readonly long _blocksOfNoise;
    private volatile string? _notCaptured;

    internal LibTorchExecutable(EncodedProgram encoded, TorchLibrary library, NativeHandle handle, LibTorchOptions options)
    {
        (_encoded, _options) = (encoded, options);
        _sessions = new SessionPool<Workspace>(
            options.MaxPooledSessions, () => new Workspace(library, encoded, handle), handle.Dispose);
        _blocksOfNoise = encoded.Listing.Lines.Select(l => l.Operation).OfType<Operation.KeyedNormal>()
            .Sum(n => (long)n.Batch.Size * n.Rows * ((n.Columns + 1) / 2));
        _notCaptured = "no session has been given back yet";
    }

    /// <inheritdoc/>
    public Program Program => _encoded.Program;

    /// <summary>Bytes that one session holds at the most: inputs, keys, and what a run makes; libtorch may hold more for the next run.</summary>
    public long SessionBytes => (_encoded.Listing.PeakElements() * BytesOfNumber) + (16L * _encoded.Keys);

    /// <inheritdoc/>
    public long ConstantBytes => ((long)_encoded.Numbers.Length * BytesOfNumber) + (DrawsByTensors ? BytesOfCounters * _blocksOfNoise : 0);

    /// <inheritdoc/>
    public long ScratchBytes => DrawsByTensors ? BytesOfDrawing * _blocksOfNoise : 0;

    /// <inheritdoc/>
    /// <exception cref="Foundation.EngineException">The device has no memory left.</exception>
    public ISession Rent() => new LibTorchSession(this, _sessions.Rent());

    /// <summary>Instructions, memory, and whether runs of the session given back last replay a captured graph, and if not, why.</summary>
    public string Explain()
    {
        var text = new StringBuilder();
        var lines = _encoded.Listing.Lines;
        text.Append(CultureInfo.InvariantCulture, $"{lines.Length} instructions, a session of {SessionBytes / 1e6:N1} MB, ");
        text.AppendLine(CultureInfo.InvariantCulture, $"constants of {ConstantBytes / 1e6:N1} MB, {ScratchBytes / 1e6:N1} MB while noise is drawn");
        text.AppendLine(_notCaptured is { } why ? $"runs are not captured: {why}" : "runs replay a captured graph");
        foreach (var group in lines.GroupBy(l => l.Operation.Name).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {group.Key,-24} {group.Count(),6}");
        }
        return text.ToString();
    }

    /// <summary>Frees the sessions at rest; sessions in use stay usable, and are freed when they are given back.</summary>
    public void Dispose() => _sessions.Dispose();

    /// <summary>Takes a session's workspace back.</summary>
    internal void Return(Workspace workspace)
    {
        _notCaptured = workspace.NotCaptured;
        _sessions.Return(workspace);
    }

    private int BytesOfNumber => _options.ElementType == ElementType.Float64 ? sizeof(double) : sizeof(float);

    private bool DrawsByTensors => _options.TensorNoise || _options.Device is LibTorchDevice.Cuda;
}
