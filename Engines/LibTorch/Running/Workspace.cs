using System.Runtime.InteropServices;
using ProbBnn.Foundation;

namespace ProbBnn.Engines.LibTorch;

/// <summary>The memory of one session: what the library holds of it, and its random keys.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly TorchLibrary _library;
    private readonly EncodedProgram _program;
    private readonly NativeHandle _session;
    private readonly RandomKey[][] _keys;
    private readonly ulong[] _words;
    private bool _folded;

    /// <summary>Makes the library's part; everything is zero.</summary>
    /// <param name="library">The library.</param>
    /// <param name="program">The program in words.</param>
    /// <param name="handle">The program in the library.</param>
    public Workspace(TorchLibrary library, EncodedProgram program, NativeHandle handle)
    {
        (_library, _program) = (library, program);
        _session = library.CreateSession(handle);
        _keys = [.. program.Program.Keys.Select(k => new RandomKey[k.Shape.Size])];
        _words = new ulong[2 * program.Keys];
    }

    /// <summary>Why runs replay no graph; null where they do.</summary>
    public string? NotCaptured => _library.NotCaptured(_session);

    /// <summary>Sets an input.</summary>
    public void Write(int input, ReadOnlySpan<double> values)
    {
        Require(values.Length, _program.Program.InputShape(input).Size, "elements");
        _library.Write(_session, input, values);
    }

    /// <summary>Sets random keys.</summary>
    public void WriteKeys(int keys, ReadOnlySpan<RandomKey> values)
    {
        Require(values.Length, _keys[keys].Length, "keys");
        values.CopyTo(_keys[keys]);
        _folded = false;
    }

    /// <summary>Reads an output of the last run.</summary>
    public void Read(int output, Span<double> values)
    {
        Require(values.Length, _program.Program.OutputShape(output).Size, "elements");
        _library.Read(_session, output, values);
    }

    /// <summary>Reads an input.</summary>
    public void ReadInput(int input, Span<double> values)
    {
        Require(values.Length, _program.Program.InputShape(input).Size, "elements");
        _library.ReadInput(_session, input, values);
    }

    /// <summary>Runs the program.</summary>
    public void Run()
    {
        if (!_folded)
        {
            Fold();
        }
        _library.Run(_session, _words, _program.Listing);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private void Fold()
    {
        var words = MemoryMarshal.Cast<ulong, RandomKey>(_words.AsSpan());
        foreach (var stream in _program.Streams)
        {
            var keys = _keys[stream.Keys];
            for (int i = 0; i < keys.Length; i++)
            {
                words[stream.First + i] = keys[i].Fold(stream.Stream);
            }
        }
        _folded = true;
    }

    private static void Require(int got, int expected, string what)
    {
        if (got != expected)
        {
            throw new ArgumentException($"{got} {what} given, {expected} expected.");
        }
    }
}
