using FsCheck;
using FsCheck.Fluent;

namespace ProbBnn.PropertyTests;

/// <summary>The one way to check a law: a fixed seed, a stated number of cases, and the failing seed in the message.</summary>
internal static class Law
{
    /// <summary>Checks a property of generated cases; FsCheck prints the failing case, shrunk, with its seed.</summary>
    public static void Holds<T>(Arbitrary<T> cases, Func<T, bool> law, int count = 100, int maxSize = 50) =>
        Prop.ForAll(cases, law).Check(Configuration(count, maxSize));

    /// <summary>Checks assertions about generated cases; an assertion that throws is a failing case.</summary>
    public static void Holds<T>(Arbitrary<T> cases, Action<T> law, int count = 100, int maxSize = 50) =>
        Prop.ForAll(cases, law).Check(Configuration(count, maxSize));

    /// <summary>Checks assertions about values of a generator, without shrinking.</summary>
    public static void Holds<T>(Gen<T> cases, Action<T> law, int count = 100, int maxSize = 50) =>
        Holds(Arb.From(cases), law, count, maxSize);

    private static Config Configuration(int count, int maxSize) => Config.QuickThrowOnFailure
        .WithMaxTest(count).WithStartSize(1).WithEndSize(maxSize).WithReplay(20261121UL, 1UL);
}
