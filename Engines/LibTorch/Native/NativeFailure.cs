using System.Globalization;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>What the library reports, as the errors that every engine raises.</summary>
/// <param name="Status">How the call ended.</param>
/// <param name="Instruction">The instruction, or -1.</param>
/// <param name="Index">Which matrix, count or position.</param>
/// <param name="Row">Which row of the matrix, or -1.</param>
/// <param name="Value">The number that is at fault.</param>
/// <param name="Text">What libtorch said.</param>
internal sealed record NativeFailure(NativeStatus Status, int Instruction, long Index, long Row, double Value, string Text)
{
    /// <summary>The exception, for an instruction of a program or for a call that runs none.</summary>
    /// <param name="listing">The program, if one ran.</param>
    public ProbBnnException ToException(Listing? listing)
    {
        var line = listing is not null && Instruction >= 0 && Instruction < listing.Lines.Length ? listing.Lines[Instruction] : null;
        string where = line is null ? "libtorch" : $"operation {line.Operation.Name}, result {listing!.Shapes[line.Result]}";
        string got = Value.ToString("R", CultureInfo.InvariantCulture);
        return Status switch
        {
            NativeStatus.NotPositiveDefinite when line is not null && listing!.PosteriorOf(line, Index) is var (task, sample, unit) =>
                Operation.ConjugateUpdate.NoPosterior(nameof(Operation.ConjugateUpdate), task, sample, unit),
            NativeStatus.NotPositiveDefinite => Operation.Cholesky.NotPositiveDefinite(Index, Row < 0 ? null : (int)Row),
            NativeStatus.Singular => Operation.TriangularSolve.NotInvertible(Index, (int)Row),
            NativeStatus.BadCount => Operation.CountMask.NotACount(Index, got, line is null ? 0 : listing!.Shapes[line.Result][^1]),
            NativeStatus.BadPosition => Operation.KeyedNormalAt.NotAColumn((int)Index, got),
            NativeStatus.OutOfMemory => new EngineException(new Problem(
                "the device has no memory left", where, FirstLine, null, "use fewer tasks or samples a step, or single precision")),
            NativeStatus.NoDevice => new EngineLibraryException(new Problem(
                "there is no such device", "option Device", FirstLine, "a device of this machine, and a libtorch that knows it",
                "compute on the processor, or build the library against a libtorch with CUDA: docs/engines/libtorch.md")),
            _ => new EngineException(new Problem("libtorch failed", where, FirstLine)),
        };
    }

    private string FirstLine => Text.Split('\n')[0].Trim();
}
