using System.CommandLine;
using ProbBnn.Foundation;

namespace ProbBnn.Benchmarks;

/// <summary>Where the process begins.</summary>
internal static class EntryPoint
{
    private static int Main(string[] args)
    {
        try
        {
            return Verbs().Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (ProbBnnException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

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
