using System.CommandLine;
using ProbBnn.Benchmarks;

var root = new RootCommand("Measures every figure that ProbBnn publishes; each verb prints JSON.")
{
    FidelityBenchmark.Verb(),
    MethodsBenchmark.Verb(),
    NutsBenchmark.Verb(),
    CalibrationBenchmark.Verb(),
    GemmBenchmark.Verb(),
    BatchBenchmark.Verb(),
    CholeskyBenchmark.Verb(),
    ConjugateBenchmark.Verb(),
    StepBenchmark.Verb(),
    CompareBenchmark.Verb(),
    ProfileBenchmark.Verb(),
    ScalingBenchmark.Verb(),
    LargeContextBenchmark.Verb(),
};
return root.Parse(args).Invoke();
