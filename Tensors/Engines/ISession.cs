using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>
/// Buffers for running one compiled program, owned by one caller at a time; disposing gives them back to the pool. A run allocates nothing.
/// </summary>
public interface ISession : IDisposable
{
    /// <summary>Sets an input, rounded to the engine's number format.</summary>
    /// <param name="input">The input's position in <see cref="Program.Inputs"/>.</param>
    /// <param name="values">Row-major elements.</param>
    void Write(int input, ReadOnlySpan<double> values);

    /// <summary>Sets random keys.</summary>
    /// <param name="keys">The position in <see cref="Program.Keys"/>.</param>
    /// <param name="values">One key for every element of the key input's shape.</param>
    void WriteKeys(int keys, ReadOnlySpan<RandomKey> values);

    /// <summary>Runs the program; state inputs hold their new values afterwards.</summary>
    /// <exception cref="NumericalException">A matrix is not positive definite, or another quantity has no value.</exception>
    void Run();

    /// <summary>Reads an output of the last run.</summary>
    /// <param name="output">The output's position in <see cref="Program.Outputs"/>.</param>
    /// <param name="values">Receives row-major elements.</param>
    void Read(int output, Span<double> values);

    /// <summary>Reads the present value of an input, for example of state after a run.</summary>
    /// <param name="input">The input's position in <see cref="Program.Inputs"/>.</param>
    /// <param name="values">Receives row-major elements.</param>
    void ReadInput(int input, Span<double> values);
}
