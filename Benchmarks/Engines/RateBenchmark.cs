using System.CommandLine;
using System.Diagnostics;
using ProbBnn.Tensors;

namespace ProbBnn.Benchmarks;

/// <summary>
/// The operations that a step spends its time in, alone and at the sizes of a layer, beside one large product: the rate that the machine
/// can reach.
/// </summary>
internal static class RateBenchmark
{
    private const int FewestRuns = 5;

    /// <summary>The verb <c>rate</c>.</summary>
    public static Command Verb()
    {
        var engine = BenchmarkEngine.Option();
        var precision = StepBenchmark.PrecisionOption();
        var threads = StepBenchmark.ThreadsOption();
        var size = new Option<int>("--size") { Description = "Rows of the large product.", DefaultValueFactory = _ => 2048 };
        var seconds = new Option<double>("--seconds") { Description = "How long to time each.", DefaultValueFactory = _ => 1 };
        var verb = new Command("rate", "Multiply-adds a second of products, factors and solutions.")
        {
            engine, precision, threads, size, seconds,
        };
        verb.SetAction(parsed =>
        {
            using var measured = BenchmarkEngine.Open(
                parsed.GetRequiredValue(engine), parsed.GetRequiredValue(precision), parsed.GetRequiredValue(threads));
            foreach (var (name, result) in Operations(parsed.GetRequiredValue(size)))
            {
                Console.WriteLine(BenchmarkJson.Line(Run(measured, name, result, parsed.GetRequiredValue(seconds))));
            }
        });
        return verb;
    }

    /// <summary>A product; then 5 tasks, 8 samples and 128 units with 80 points and 129 weights: Gram matrices, factors, solutions.</summary>
    private static IEnumerable<(string Name, Expr Result)> Operations(int size)
    {
        const int batch = 5 * 8 * 128, points = 80, weights = 129;
        Expr a = Expr.Input("a", [size, size]), b = Expr.Input("b", [size, size]), psi = Expr.Input("psi", [batch, points, weights]);
        var identity = Expr.Constant(Tensor.Generate([points, points], i => i % (points + 1) == 0 ? 1 : 0));
        var gram = Expr.MatMul(psi, psi, transposeRight: true);
        var factor = (gram * 1e-2 + identity).Cholesky();
        yield return ($"product {size} {size} {size}", Expr.MatMul(a, b));
        yield return ($"products of {batch}, {points} {weights} {points}", gram);
        yield return ($"products and factors of {batch}, {points}", factor);
        yield return ($"products, factors and solutions of {batch}, {points} {weights}", factor.TriangularSolve(psi));
    }

    private static RateFigure Run(BenchmarkEngine engine, string name, Expr result, double seconds)
    {
        var program = Program.Of(("sum", result.Sum()));
        using var executable = engine.Compile(program);
        using var session = executable.Rent();
        for (int input = 0; input < program.Inputs.Length; input++)
        {
            var values = new double[program.InputShape(input).Size];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (i * 7919L % 1009 / 1009.0) - 0.5;
            }
            session.Write(input, values);
        }
        var sum = new double[1];
        var times = new List<double>();
        for (long begin = Stopwatch.GetTimestamp(); times.Count < FewestRuns || Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds;)
        {
            long start = Stopwatch.GetTimestamp();
            session.Run();
            session.Read(0, sum);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        double median = Numbers.Median([.. times]);
        return new RateFigure(engine.Name, name, median, 2e-9 * program.MultiplyAdds() / median);
    }
}
