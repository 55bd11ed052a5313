using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>A function of every matrix of a batch that moves numbers about.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TMove">The function.</typeparam>
/// <param name="x">The argument.</param>
/// <param name="y">The result.</param>
/// <param name="batch">Number of matrices.</param>
/// <param name="order">Rows and columns of the square side.</param>
internal sealed unsafe class MatrixStep<T, TMove>(int x, int y, int batch, int order) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TMove : IMatrixMove
{
    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        int grain = Grain.Rows(batch, 10 + (0.5 * order * order), frame.Pool.Threads);
        frame.Pool.Run(batch == 0 ? 0 : (batch - 1) / grain + 1, new Body(frame.Values[x], frame.Values[y], batch, order, grain));
    }

    private readonly struct Body(T* x, T* y, int batch, int order, int grain) : IParallelBody
    {
        public void Run(int item)
        {
            for (int i = item * grain; i < Math.Min((item + 1) * grain, batch); i++)
            {
                TMove.Move(x + ((nint)i * TMove.SourceSize(order)), y + ((nint)i * TMove.TargetSize(order)), order);
            }
        }
    }
}
