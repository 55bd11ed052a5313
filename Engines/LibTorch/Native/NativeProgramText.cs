using System.Runtime.InteropServices;

namespace ProbBnn.Engines.LibTorch;

/// <summary>A program in words: <c>probbnn_program_text</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeProgramText
{
    public long* Shapes;
    public long ShapesLength;
    public long* Code;
    public long CodeLength;
    public long* Constants;
    public long ConstantsLength;
    public double* Numbers;
    public long NumbersLength;
    public long* Inputs;
    public long InputsLength;
    public long* Outputs;
    public long OutputsLength;
    public long* Updates;
    public long UpdatesLength;
    public long Keys;
}
