using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>From programs to words.</summary>
internal sealed class ProgramEncoder
{
    private readonly Program _program;
    private readonly Listing _listing;
    private readonly List<long> _code = [];
    private readonly List<KeyStream> _streams = [];
    private readonly HashSet<int> _factors = [];
    private int _keys;

    private ProgramEncoder(Program program, bool inverts)
    {
        _program = program;
        _listing = EarlySums.Move(SummedProducts.Join(Listing.Of(program, inverts)));
    }

    /// <summary>A program in words.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inverts">Whether solutions with Cholesky factors become products with their inverses.</param>
    public static EncodedProgram Encode(Program program, bool inverts) => new ProgramEncoder(program, inverts).Encode();

    private EncodedProgram Encode()
    {
        var dying = _listing.Dying();
        for (int i = 0; i < _listing.Lines.Length; i++)
        {
            Add(_listing.Lines[i], dying[i]);
        }
        var numbers = new List<double>();
        var constants = new List<long>();
        foreach (var (value, tensor) in _listing.Constants)
        {
            constants.AddRange([value, numbers.Count]);
            numbers.AddRange(tensor.Doubles);
        }
        return new EncodedProgram(_program, _listing, [.. _streams], _keys)
        {
            Shapes = [.. _listing.Shapes.SelectMany(s => s.Select(d => (long)d).Prepend(s.Rank))],
            Code = [.. _code],
            Constants = [.. constants],
            Numbers = [.. numbers],
            Inputs = [.. _listing.Inputs.Select(v => (long)v)],
            Outputs = [.. _listing.Outputs.Select(v => (long)v)],
            Updates = [.. _listing.Updates.SelectMany(u => new long[] { u.Input, u.Value })],
        };
    }

    private void Add(Line line, ImmutableArray<int> dying)
    {
        _code.AddRange([(long)OperationCode.Of(line.Operation), line.Result]);
        AddList([.. line.Arguments.Select(a => (long)a)]);
        AddList([.. dying.Select(v => (long)v)]);
        AddList(line.Operation switch
        {
            Operation.KeyedNormal noise => [FirstKey(noise.Keys, noise.Stream, noise.Batch), noise.Batch.Size, noise.Rows, noise.Columns],
            Operation.KeyedNormalAt noise => [FirstKey(noise.Keys, noise.Stream, noise.Batch), noise.Batch.Size, noise.Rows],
            var operation => OperationCode.Attributes(operation, line.Arguments.Length > 0 && _factors.Contains(line.Arguments[0])),
        });
        if (line.Operation is Operation.Cholesky)
        {
            _factors.Add(line.Result);
        }
    }

    private void AddList(ImmutableArray<long> items)
    {
        _code.Add(items.Length);
        _code.AddRange(items);
    }

    private long FirstKey(string name, string stream, Shape batch)
    {
        int keys = _program.Key(name);
        if (_streams.Find(s => s.Keys == keys && s.Stream == stream) is { } known)
        {
            return known.First;
        }
        _streams.Add(new KeyStream(keys, stream, _keys));
        _keys += batch.Size;
        return _streams[^1].First;
    }
}
