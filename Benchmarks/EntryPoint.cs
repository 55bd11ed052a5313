using System.CommandLine;

namespace ProbBnn.Benchmarks;

/// <summary>Where the process begins.</summary>
internal static class EntryPoint
{
    private static int Main(string[] args) => Verbs().Parse(args).Invoke();

    private static RootCommand Verbs() => new("Measures every figure that ProbBnn publishes; each verb prints JSON.")
    {
        FidelityBenchmark.Verb(),
        MethodsBenchmark.Verb(),
        NutsBenchmark.Verb(),
        CalibrationBenchmark.Verb(),
        PriorsBenchmark.Verb(),
        TabularBenchmark.Verb(),
        GemmBenchmark.Verb(),
        BatchBenchmark.Verb(),
        CholeskyBenchmark.Verb(),
        ConjugateBenchmark.Verb(),
        StepBenchmark.Verb(),
        CompareBenchmark.Verb(),
        ProfileBenchmark.Verb(),
        ScalingBenchmark.Verb(),
        RateBenchmark.Verb(),
        ExplainBenchmark.Verb(),
        LargeContextBenchmark.Verb(),
    };
}
