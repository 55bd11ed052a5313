using System.Globalization;
using System.Runtime.InteropServices;
using ProbBnn.Foundation;

namespace ProbBnn.Engines.LibTorch;

/// <summary>The native library's functions, native/probbnn_torch.h; each error becomes a typed exception.</summary>
internal sealed unsafe class TorchLibrary
{
    /// <summary>The version of the interface that this engine speaks: PROBBNN_TORCH_ABI.</summary>
    public const int Abi = 1;

    private readonly string _place;
    private readonly delegate* unmanaged[Cdecl]<NativeError*, void> _lastError;
    private readonly delegate* unmanaged[Cdecl]<uint, int, int, void**, NativeStatus> _deviceOpen;
    private readonly delegate* unmanaged[Cdecl]<void*, void> _deviceClose, _programClose, _sessionClose;
    private readonly delegate* unmanaged[Cdecl]<void*, byte*> _deviceName;
    private readonly delegate* unmanaged[Cdecl]<void*, NativeProgramText*, void**, NativeStatus> _programCreate;
    private readonly delegate* unmanaged[Cdecl]<void*, void**, NativeStatus> _sessionCreate;
    private readonly delegate* unmanaged[Cdecl]<void*, int, double*, long, NativeStatus> _write, _read, _readInput;
    private readonly delegate* unmanaged[Cdecl]<void*, ulong*, long, NativeStatus> _run;
    private readonly delegate* unmanaged[Cdecl]<void*, byte**, int> _captured;

    private TorchLibrary(nint library, string place)
    {
        _place = place;
        RequireAbi(((delegate* unmanaged[Cdecl]<int>)Find(library, "probbnn_torch_abi"))());
        RequireOpcodes(Text(((delegate* unmanaged[Cdecl]<byte*>)Find(library, "probbnn_torch_opcodes"))()));
        Version = Text(((delegate* unmanaged[Cdecl]<byte*>)Find(library, "probbnn_torch_version"))());
        _lastError = (delegate* unmanaged[Cdecl]<NativeError*, void>)Find(library, "probbnn_torch_last_error");
        _deviceOpen = (delegate* unmanaged[Cdecl]<uint, int, int, void**, NativeStatus>)Find(library, "probbnn_device_open");
        _deviceClose = (delegate* unmanaged[Cdecl]<void*, void>)Find(library, "probbnn_device_close");
        _deviceName = (delegate* unmanaged[Cdecl]<void*, byte*>)Find(library, "probbnn_device_name");
        _programCreate = (delegate* unmanaged[Cdecl]<void*, NativeProgramText*, void**, NativeStatus>)Find(library, "probbnn_program_create");
        _programClose = (delegate* unmanaged[Cdecl]<void*, void>)Find(library, "probbnn_program_close");
        _sessionCreate = (delegate* unmanaged[Cdecl]<void*, void**, NativeStatus>)Find(library, "probbnn_session_create");
        _sessionClose = (delegate* unmanaged[Cdecl]<void*, void>)Find(library, "probbnn_session_close");
        _write = (delegate* unmanaged[Cdecl]<void*, int, double*, long, NativeStatus>)Find(library, "probbnn_session_write");
        _read = (delegate* unmanaged[Cdecl]<void*, int, double*, long, NativeStatus>)Find(library, "probbnn_session_read");
        _readInput = (delegate* unmanaged[Cdecl]<void*, int, double*, long, NativeStatus>)Find(library, "probbnn_session_read_input");
        _run = (delegate* unmanaged[Cdecl]<void*, ulong*, long, NativeStatus>)Find(library, "probbnn_session_run");
        _captured = (delegate* unmanaged[Cdecl]<void*, byte**, int>)Find(library, "probbnn_session_captured");
    }

    /// <summary>The libtorch that the library was built for, and whether it knows CUDA.</summary>
    public string Version { get; }

    /// <summary>Loads the library and sees to it that it speaks this engine's language.</summary>
    /// <param name="path">Its file, or null to look for it.</param>
    /// <exception cref="EngineLibraryException">It is missing, lacks a function, or is of another version.</exception>
    public static TorchLibrary Open(string? path)
    {
        var (library, place) = LibrarySearch.Load(path);
        return new TorchLibrary(library, place);
    }

    /// <summary>Opens a device.</summary>
    /// <exception cref="EngineLibraryException">There is no such device.</exception>
    public NativeHandle OpenDevice(LibTorchOptions options)
    {
        var (flags, index) = Device(options);
        void* device;
        Check(_deviceOpen((uint)flags, index, options.Threads ?? 0, &device), null);
        return new NativeHandle(device, _deviceClose);
    }

    /// <summary>Options as the library takes them: flags, and the number of the device.</summary>
    public static (NativeFlags Flags, int Index) Device(LibTorchOptions options)
    {
        var (place, index) = options.Device switch
        {
            LibTorchDevice.Cpu => (NativeFlags.None, 0),
            LibTorchDevice.Cuda cuda => (NativeFlags.Cuda, cuda.Index),
            var other => throw new InvalidOperationException($"No device {other}: it is new."),
        };
        var flags = place
            | (options.ElementType == Tensors.ElementType.Float32 ? NativeFlags.Single : NativeFlags.None)
            | (options.AllowTf32 ? NativeFlags.Tf32 : NativeFlags.None)
            | (options.RehearsedGraphs || (options.CaptureGraphs && place == NativeFlags.Cuda) ? NativeFlags.Graphs : NativeFlags.None)
            | (options.TensorNoise ? NativeFlags.TensorNoise : NativeFlags.None)
            | (options.DeferredChecks ? NativeFlags.DeferredChecks : NativeFlags.None);
        return (flags, index);
    }

    /// <summary>The device's name.</summary>
    public string DeviceName(NativeHandle device)
    {
        string name = Text(_deviceName(device.Address));
        GC.KeepAlive(device);
        return name;
    }

    /// <summary>Hands a program over.</summary>
    /// <exception cref="EngineException">The device has no memory left.</exception>
    public NativeHandle CreateProgram(NativeHandle device, EncodedProgram program)
    {
        fixed (long* shapes = program.Shapes, code = program.Code, constants = program.Constants, inputs = program.Inputs,
            outputs = program.Outputs, updates = program.Updates)
        {
            fixed (double* numbers = program.Numbers)
            {
                var text = new NativeProgramText
                {
                    Shapes = shapes,
                    ShapesLength = program.Shapes.Length,
                    Code = code,
                    CodeLength = program.Code.Length,
                    Constants = constants,
                    ConstantsLength = program.Constants.Length,
                    Numbers = numbers,
                    NumbersLength = program.Numbers.Length,
                    Inputs = inputs,
                    InputsLength = program.Inputs.Length,
                    Outputs = outputs,
                    OutputsLength = program.Outputs.Length,
                    Updates = updates,
                    UpdatesLength = program.Updates.Length,
                    Keys = program.Keys,
                };
                void* made;
                Check(_programCreate(device.Address, &text, &made), program.Listing);
                GC.KeepAlive(device);
                return new NativeHandle(made, _programClose);
            }
        }
    }

    /// <summary>Makes a session.</summary>
    /// <exception cref="EngineException">The device has no memory left.</exception>
    public NativeHandle CreateSession(NativeHandle program)
    {
        void* made;
        Check(_sessionCreate(program.Address, &made), null);
        GC.KeepAlive(program);
        return new NativeHandle(made, _sessionClose);
    }

    /// <summary>Sets an input.</summary>
    public void Write(NativeHandle session, int input, ReadOnlySpan<double> values)
    {
        fixed (double* from = values)
        {
            Check(_write(session.Address, input, from, values.Length), null);
        }
        GC.KeepAlive(session);
    }

    /// <summary>Reads an output of the last run.</summary>
    public void Read(NativeHandle session, int output, Span<double> values)
    {
        fixed (double* to = values)
        {
            Check(_read(session.Address, output, to, values.Length), null);
        }
        GC.KeepAlive(session);
    }

    /// <summary>Reads an input.</summary>
    public void ReadInput(NativeHandle session, int input, Span<double> values)
    {
        fixed (double* to = values)
        {
            Check(_readInput(session.Address, input, to, values.Length), null);
        }
        GC.KeepAlive(session);
    }

    /// <summary>Runs a program.</summary>
    /// <exception cref="NumericalException">A matrix is not positive definite, or another quantity has no value.</exception>
    /// <exception cref="EngineException">The device has no memory left, or failed.</exception>
    public void Run(NativeHandle session, ReadOnlySpan<ulong> words, Listing listing)
    {
        fixed (ulong* from = words)
        {
            Check(_run(session.Address, from, words.Length), listing);
        }
        GC.KeepAlive(session);
    }

    /// <summary>Why a session's runs replay no graph; null where they do.</summary>
    public string? NotCaptured(NativeHandle session)
    {
        byte* text;
        string? why = _captured(session.Address, &text) == 1 ? null : Text(text);
        GC.KeepAlive(session);
        return why;
    }

    private void Check(NativeStatus status, Listing? listing)
    {
        if (status == NativeStatus.Ok)
        {
            return;
        }
        NativeError error;
        _lastError(&error);
        throw new NativeFailure(status, error.Instruction, error.Index, error.Row, error.Value, Text(error.Text)).ToException(listing);
    }

    private void* Find(nint library, string name) => NativeLibrary.TryGetExport(library, name, out nint address)
        ? (void*)address
        : throw new EngineLibraryException(new Problem(
            "the library lacks a function", _place, "a library without it", name, "build it from this version's sources: docs/engines/libtorch.md"));

    private void RequireAbi(int found)
    {
        if (found != Abi)
        {
            throw new EngineLibraryException(new Problem(
                found < Abi ? "the library is older than the engine" : "the library is newer than the engine", _place,
                $"version {found.ToString(CultureInfo.InvariantCulture)} of the interface", $"version {Abi}",
                "build it from this version's sources: docs/engines/libtorch.md"));
        }
    }

    private void RequireOpcodes(string found)
    {
        string expected = string.Join(' ', Enum.GetNames<Opcode>());
        if (found != expected)
        {
            throw new EngineLibraryException(new Problem(
                "the library knows other operations than the engine", _place, found, expected,
                "build it from this version's sources: docs/engines/libtorch.md"));
        }
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
