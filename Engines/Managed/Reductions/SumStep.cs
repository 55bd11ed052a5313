// A sum over some axes is a chain of passes [outer, count, inner] -> [outer, inner], the longest first. A pass cuts long sums into blocks
// of fixed length and adds the blocks' sums in order, so that its bits do not depend on the number of threads.

using System.Numerics;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Sums over the axes along which the result has dimension 1 or none.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
internal sealed unsafe class SumStep<T, TVector, TMath> : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    private readonly int _x, _y, _size;
    private readonly SumPass[] _passes;

    /// <summary>Settles the passes.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="from">Its shape.</param>
    /// <param name="y">The result.</param>
    /// <param name="to">Its shape, which broadcasts to the argument's.</param>
    public SumStep(int x, Shape from, int y, Shape to)
    {
        (_x, _y, _size) = (x, y, to.Size);
        _passes = SumPass.Chain(from, to);
    }

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        T* from = frame.Values[_x];
        T* to = frame.Values[_y];
        using var scratch = Scratch.Enter();
        for (int i = 0; i < _passes.Length; i++)
        {
            var pass = _passes[i];
            T* target = i == _passes.Length - 1 ? to : scratch.Take<T>((nint)pass.Outer * pass.Inner);
            Sums<T, TVector, TMath>.Reduce(pass, from, target, frame.Pool);
            from = target;
        }
        if (_passes.Length == 0)
        {
            new Span<T>(from, _size).CopyTo(new Span<T>(to, _size));
        }
    }
}
