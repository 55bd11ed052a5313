using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>The dimensions of one conjugate update, read off its arguments and checked.</summary>
/// <param name="Tasks">B.</param>
/// <param name="Samples">S.</param>
/// <param name="Units">U.</param>
/// <param name="Points">N, the capacity of context points.</param>
/// <param name="FanIn">K, the bias included.</param>
public sealed record ConjugateShape(int Tasks, int Samples, int Units, int Points, int FanIn)
{
    /// <summary>Reads and checks the dimensions.</summary>
    /// <param name="structure">How the factor is stored.</param>
    /// <param name="arguments">Shapes of mean, factor, features, targets, log noise, counts, weight noise, point noise.</param>
    /// <exception cref="ShapeException">They do not fit together.</exception>
    public static ConjugateShape Of(FactorStructure structure, ImmutableArray<Shape> arguments)
    {
        var (v0, e) = (arguments[6], arguments[7]);
        if (v0.Rank != 4 || e.Rank != 4)
        {
            throw Refuse("noise", $"{v0} and {e}", "[tasks, samples, units, fanIn] and [tasks, samples, units, points]");
        }
        var shape = new ConjugateShape(v0[0], v0[1], v0[2], e[3], v0[3]);
        var (b, s, u, n, k) = shape;
        int packed = structure == FactorStructure.Lower ? k * (k + 1) / 2 : k;
        Require(arguments[0], [u, k], [true, false], "prior mean");
        Require(arguments[1], [u, packed], [true, false], "prior factor");
        Require(arguments[2], [b, s, n, k - 1], [false, true, false, false], "features");
        Require(arguments[3], [b, s, n, u], [false, true, false, false], "pseudo-targets");
        Require(arguments[4], [b, s, n, u], [true, true, true, true], "pseudo-log-noise");
        Require(arguments[5], [b], [false], "counts");
        Require(e, [b, s, u, n], [false, false, false, false], "point noise");
        return shape;
    }

    private static void Require(Shape got, int[] full, bool[] mayBeOne, string what)
    {
        bool fits = got.Rank == full.Length
            && Enumerable.Range(0, full.Length).All(i => got[i] == full[i] || (mayBeOne[i] && got[i] == 1));
        if (!fits)
        {
            throw Refuse(what, $"{got}", $"[{string.Join(", ", full.Zip(mayBeOne, (d, one) => one ? $"{d} or 1" : $"{d}"))}]");
        }
    }

    private static ShapeException Refuse(string what, string got, string expected) =>
        new(new Problem($"{what} of an unexpected shape", "operation ConjugateUpdate", got, expected));
}
