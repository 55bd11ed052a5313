using System.Globalization;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

internal static partial class Parse
{
    /// <summary>Widths of hidden layers, or <c>none</c> for a network without any.</summary>
    public static ValueList<int> Hidden(string option, string text) => text == "none" ? [] : Widths(option, text);

    /// <summary>An activation by its name.</summary>
    public static Activation Activation(string option, string text) => Word(option, text,
        ("tanh", Dsl.Activation.Tanh), ("relu", Dsl.Activation.Relu), ("silu", Dsl.Activation.Silu), ("sin", Dsl.Activation.Sin),
        ("sigmoid", Dsl.Activation.Sigmoid), ("softplus", Dsl.Activation.Softplus), ("identity", Dsl.Activation.Identity));

    /// <summary>Which weights are correlated in the prior.</summary>
    public static PriorStructure PriorStructure(string option, string text) => Word<PriorStructure>(option, text,
        ("per-unit", new PriorStructure.PerUnit()), ("per-weight", new PriorStructure.PerWeight()),
        ("per-layer", new PriorStructure.PerLayer()), ("per-network", new PriorStructure.PerNetwork()));

    /// <summary>The learned share of the prior: <c>0.3</c> of the weights from the input side, <c>back:0.3</c> from the output
    /// side; the seed draws which weights of the layer in which the share runs out.</summary>
    public static PriorShare PriorShare(string option, string text, ulong seed)
    {
        const string Expected = "a share of the weights from 0 to 1, as F or back:F";
        bool back = text.StartsWith("back:", StringComparison.Ordinal);
        return TryNumber(back ? text["back:".Length..] : text, out double share) && share is >= 0 and <= 1
            ? back ? new PriorShare.FromOutput(share, seed) : new PriorShare.FromInput(share, seed)
            : throw Refused(option, text, Expected, "0.3");
    }

    /// <summary>
    /// Input features: <c>raw</c>; <c>fourier:8</c> for the inputs and eight sine and cosine pairs of each; <c>polynomial:3</c> for powers.
    /// </summary>
    public static InputFeatures Features(string option, string text)
    {
        string[] parts = text.Split(':');
        int number = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0;
        return (parts[0], parts.Length) switch
        {
            ("raw", 1) => new InputFeatures.Raw(),
            ("fourier", 2) when number > 0 => InputFeatures.RawAndFourier(number),
            ("polynomial", 2) when number > 0 => new InputFeatures.Polynomial(number),
            _ => throw Refused(option, text, "raw, fourier:PAIRS or polynomial:DEGREE", "fourier:8"),
        };
    }
}
