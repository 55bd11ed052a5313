using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using ProbBnn.Foundation;

namespace ProbBnn.Engines.Managed;

/// <summary>The memory of one session: inputs, keys and everything that a run computes.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class Workspace<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Compiled<T> _compiled;
    private readonly NativeBlock _constants, _memory;
    private readonly Step<T>[] _steps;
    private readonly Frame<T> _frame;
    private readonly RunProfile? _profile;
    private readonly (nint From, nint To, long Bytes)[] _copies;

    /// <summary>Takes memory; everything is zero.</summary>
    /// <param name="compiled">The compiled program.</param>
    /// <param name="constants">Its constants.</param>
    /// <param name="pool">The threads.</param>
    /// <param name="profile">Where to note the time of every step, or null.</param>
    public Workspace(Compiled<T> compiled, NativeBlock constants, WorkerPool pool, RunProfile? profile)
    {
        (_compiled, _constants, _profile) = (compiled, constants, profile);
        _steps = ImmutableCollectionsMarshal.AsArray(compiled.Steps)!;
        _memory = new NativeBlock(Bytes(compiled));
        var places = compiled.Places;
        byte* rest = _memory.Address + places.SessionBytes;
        T** values = (T**)rest;
        rest += (long)places.Offsets.Length * sizeof(T*);
        RandomKey** keys = (RandomKey**)rest;
        rest += (long)compiled.Program.Keys.Length * sizeof(RandomKey*);
        for (int value = 0; value < places.Offsets.Length; value++)
        {
            long offset = places.Offsets[value];
            values[value] = offset < 0 ? null : (T*)((places.IsConstant[value] ? constants : _memory).Address + offset);
        }
        for (int i = 0; i < compiled.Program.Keys.Length; i++)
        {
            keys[i] = (RandomKey*)rest;
            rest += (long)compiled.Program.Keys[i].Shape.Size * sizeof(RandomKey);
        }
        _frame = new Frame<T>(values, keys, pool);
        _copies = [.. places.Copies.Select(c =>
            ((nint)values[c.Value], (nint)values[c.Input], (long)compiled.Listing.Shapes[c.Value].Size * sizeof(T)))];
    }

    /// <summary>Bytes that the workspace of a program takes.</summary>
    /// <param name="compiled">The compiled program.</param>
    public static long Bytes(Compiled<T> compiled) => compiled.Places.SessionBytes
        + ((long)compiled.Places.Offsets.Length * sizeof(T*))
        + compiled.Program.Keys.Sum(k => sizeof(RandomKey*) + ((long)k.Shape.Size * sizeof(RandomKey)));

    /// <summary>The elements of an input.</summary>
    public Span<T> Input(int input) => Value(_compiled.Listing.Inputs[input]);

    /// <summary>The elements of an output.</summary>
    public Span<T> Output(int output) => Value(_compiled.Listing.Outputs[output]);

    /// <summary>The keys of a key input.</summary>
    public Span<RandomKey> Keys(int keys) => new(_frame.Keys[keys], _compiled.Program.Keys[keys].Shape.Size);

    /// <summary>Runs every step, then replaces state that was not computed in place.</summary>
    public void Run()
    {
        if (_profile is null)
        {
            foreach (var step in _steps)
            {
                step.Run(_frame);
            }
        }
        else
        {
            RunTimed(_profile);
        }
        foreach (var (from, to, bytes) in _copies)
        {
            Buffer.MemoryCopy((void*)from, (void*)to, bytes, bytes);
        }
        GC.KeepAlive(_constants);
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private void RunTimed(RunProfile profile)
    {
        for (int i = 0; i < _steps.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _steps[i].Run(_frame);
            profile.Add(_compiled.Describe(i), Stopwatch.GetTimestamp() - start);
        }
    }

    private Span<T> Value(int value) => new(_frame.Values[value], _compiled.Listing.Shapes[value].Size);
}
