using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.PropertyTests.Reports;

/// <summary>
/// Pages made of synthetic data, as realistic as they can be without a trained model: the "predictions" are exact up to Monte Carlo,
/// as draws of the sawtooth's own parameters weighted by the likelihood of the points given.
/// </summary>
internal static class SyntheticReports
{
    private const double Noise = 0.05;
    private const double Assumed = 0.12;
    private static readonly RandomKey Root = RandomKey.FromSeed(11);
    private static readonly ValueList<double> Grid = Linear(-2, 2, 201);

    public static DemoReportData Demo() => new(2000, 100, "noisy sawtooth curves", "x", "PP-AVI, nats per task", "log density, nats " +
        "per point",
        Scores(), [Training("learned prior", Tone.Model, 1.2), Training("fixed prior", Tone.Contrast, 0.55)],
        Functions("before", 30, shrink: true), Functions("after", 30, shrink: false), Functions("source", 30, shrink: false),
        (from task in Enumerable.Range(0, 3) from count in new[] { 1, 5, 20 } select Prediction(task, count)).ToValueList(), 3,
        new Calibration(Pit(3100, 1.06)), Settings(), Provenance());

    public static RunReportData RunOfCurves() => new("beats.csv",
        "1,802 heart beats of 23 records taught the network what a beat looks like. On 180 beats kept out of training it predicts the " +
        "points held back with 0.77 nats per point.",
        [new KeyNumber("0.77", "nats per held-back point"), new KeyNumber("91.2 %", "inside the 90 % band"),
            new KeyNumber("1,802", "training tasks"), new KeyNumber("8 min 20 s", "training time")],
        ["3 tasks have a constant output; they carry no information about its scale.", "12 rows have no output and were left out."],
        Settings(), Model(), "PP-AVI, nats per task", "log density, nats per point", [Training("this run", Tone.Model, 0.8)], ["time " +
            "/ s"], "voltage / mV",
        Enumerable.Range(4, 6).Select(task => Prediction(task, 3 + task)).ToValueList(), [], [],
        [new ModelScore("this run", 0.77, null, 0.22, 0.11, 0.912)], new Calibration(Pit(240, 0.8)), Settings(), Provenance());

    public static RunReportData RunOfFields() => RunOfCurves() with
    {
        DataName = "temperature.csv",
        InputLabels = ["longitude / degrees", "latitude / degrees"],
        Functions = [],
        Fields = [Field(1, lattice: true), Field(2, lattice: false)],
        OutputLabel = "temperature / K",
        Warnings = [],
        Calibration = null,
    };

    public static RunReportData RunOfManyInputs() => RunOfCurves() with
    {
        InputLabels = ["a", "b", "c"],
        Functions = [],
        Points = Enumerable.Range(1, 6).Select(Observed).ToValueList(),
    };

    public static RunReportData RunOfOnePoint() => RunOfCurves() with
    {
        Functions =
        [
            new FunctionPrediction("A task without points given and a name that is much too long for its chart", double.NaN, [1], [3],
                new PredictionBands([2], [2.5], [3.5], [4]), [[3.1]], new ObservedPoints([], []), new ObservedPoints([1], [3.3]), null),
            new FunctionPrediction("Constant", null, [0, 1], [1e9, 1e9], new PredictionBands([1e9, 1e9], [1e9, 1e9], [1e9, 1e9], [1e9,
                1e9]),
                [], new ObservedPoints([0.5], [1e9]), new ObservedPoints([], []), null),
        ],
        Fields = [new FieldPrediction("One place", [0], [0], [1], [0], [0], null, [1], [0.5])],
        Points = [new ObservedPrediction("One point", [1], [1], [1], [1])],
        Training = [new TrainingCurve("run", Tone.Model, [1], [-3], [0], [-1.5], 0)],
        Calibration = new Calibration([0.3]),
        Scores = [],
    };

    public static FunctionPrediction Prediction(int task, int count)
    {
        var key = Root.Fold("task").Fold(task);
        var truth = Draw(key, 0);
        double[] inputs = [.. Enumerable.Range(0, 45).Select(i => -2 + 4 * key.Fold("x").Uniform(0, i))];
        double[] outputs = [.. inputs.Select((x, i) => truth(x) + Noise * key.Fold("noise").Normal(0, i))];
        var draws = Enumerable.Range(0, 6000).Select(s => Draw(Root.Fold("draws"), s)).ToArray();
        double[] logs = [.. draws.Select(f => Enumerable.Range(0,
            count).Sum(i => -0.5 * Math.Pow((outputs[i] - f(inputs[i])) / Assumed, 2)))];
        double top = logs.Max();
        double[] cumulative = [.. Cumulate(logs.Select(l => Math.Exp(l - top)))];
        var kept = Enumerable.Range(0, 300).Select(s => draws[Pick(cumulative, (s + 0.5) / 300 * cumulative[^1])]).ToArray();
        double[][] columns = [.. Grid.Select((x, g) => kept.Select((f, s) => f(x) + Assumed / 2 * Root.Fold("n").Normal(s,
            g)).Order().ToArray())];
        ValueList<double> Quantile(double q) => columns.Select(c => c[(int)(q * (c.Length - 1))]).ToValueList();
        return new FunctionPrediction($"Task {task + 1}, {count} {(count == 1 ? "point" : "points")} given", -0.4 + 0.06 * count,
            Grid, Grid.Select(x => kept.Average(f => f(x))).ToValueList(),
            new PredictionBands(Quantile(0.05), Quantile(0.25), Quantile(0.75), Quantile(0.95)),
            Enumerable.Range(0, 6).Select(s => Grid.Select(kept[(s * 53 + 7) % 300]).ToValueList()).ToValueList(),
            new ObservedPoints([.. inputs[..count]], [.. outputs[..count]]), new ObservedPoints([.. inputs[count..]],
                [.. outputs[count..]]),
            new ObservedPoints(Grid, Grid.Select(truth).ToValueList()));
    }

    public static TrainingCurve Training(string name, Tone tone, double reached)
    {
        var key = Root.Fold(name);
        var steps = Linear(1, 4000, 800);
        var scored = Linear(0, 4000, 41);
        double Level(double step) => reached - 5 * Math.Exp(-step / 160) - 0.9 * Math.Exp(-step / 1100);
        return new TrainingCurve(name, tone, steps, steps.Select((s, i) => 40 * Level(s) + 9 * key.Normal(0, i)).ToValueList(),
            scored, scored.Select((s, i) => Level(s) + 0.02 * key.Normal(1, i)).ToValueList(), 3600);
    }

    private static Func<double, double> Draw(RandomKey key, int index)
    {
        double shift = 0.75 * key.Uniform(index, 10), a = key.Normal(index, 20), b = key.Normal(index, 30),
            g = 1.1 + 0.4 * key.Uniform(index, 40);
        return x => g * (Modulo(x + shift, 0.75) - 0.375) + a * x / 3 + b / 4;
    }

    private static SampledFunctions Functions(string name, int count, bool shrink)
    {
        var key = Root.Fold(name);
        double Smooth(int s, double x) => Enumerable.Range(0, 6).Sum(k => 0.55 * key.Normal(s, k) * Math.Tanh(1.2 * key.Normal(s,
            k + 20) * x + key.Normal(s, k + 40)));
        return new SampledFunctions(Grid, Enumerable.Range(0, count)
            .Select(s => shrink ? Grid.Select(x => Smooth(s, x)).ToValueList() : Grid.Select(Draw(key, s)).ToValueList()).ToValueList());
    }

    private static FieldPrediction Field(int seed, bool lattice)
    {
        var key = Root.Fold("field").Fold(seed);
        double Value(double u, double v) => 284 + Enumerable.Range(0, 8).Sum(k =>
            1.6 * key.Normal(0, k) * Math.Cos(key.Normal(1, k) * u * 0.9 + key.Normal(2, k) * v * 0.9 + 6.28 * key.Uniform(3, k)));
        var places = lattice
            ? [.. from row in Enumerable.Range(0, 30) from column in Enumerable.Range(0, 34) select (U: -7 + 0.25 * column,
                V: 50 + 0.25 * row)]
            : Enumerable.Range(0, 420).Select(i => (U: -7 + 8.25 * key.Uniform(4, i), V: 50 + 7.25 * key.Uniform(5, i))).ToArray();
        var context = Enumerable.Range(0, 40).Select(i => places[key.Integer(6, i, places.Length)]).ToArray();
        double Near(double u, double v) => context.Min(c => Math.Sqrt((c.U - u) * (c.U - u) + (c.V - v) * (c.V - v)));
        return new FieldPrediction($"Day {seed}: 40 stations given", [.. context.Select(c => c.U)], [.. context.Select(c => c.V)],
            [.. context.Select(c => Value(c.U, c.V))], [.. places.Select(p => p.U)], [.. places.Select(p => p.V)],
            [.. places.Select(p => Value(p.U, p.V))], [.. places.Select(p => 284 + 0.85 * (Value(p.U, p.V) - 284))],
            [.. places.Select(p => 0.3 + 1.2 * (1 - Math.Exp(-Near(p.U, p.V))))]);
    }

    private static ObservedPrediction Observed(int task)
    {
        var key = Root.Fold("observed").Fold(task);
        double[] truth = [.. Enumerable.Range(0, 40).Select(i => 3 * key.Normal(0, i))];
        double[] mean = [.. truth.Select((y, i) => 0.9 * y + 0.7 * key.Normal(1, i))];
        return new ObservedPrediction($"Task {task}, 12 points given", [.. truth], [.. mean], [.. mean.Select(m => m - 1.4)],
            [.. mean.Select(m => m + 1.4)]);
    }

    private static ValueList<double> Pit(int count, double spread) => Enumerable.Range(0, count)
        .Select(i => MathNet.Numerics.Distributions.Normal.CDF(0, spread, Root.Fold("pit").Normal(0, i))).ToValueList();

    private static ValueList<ModelScore> Scores() =>
    [
        new ModelScore("BNNP, learned prior", 0.842, 0.041, 0.161, 0.081, 0.908),
        new ModelScore("The same network, prior fixed at N(0, 1/K)", -0.231, 0.035, 0.312, 0.166, 0.921),
        new ModelScore("Gaussian process, RBF kernel", -0.118, 0.028, 0.297, 0.154, 0.938),
        new ModelScore("Gaussian process, Matérn-3/2 kernel", -0.064, 0.026, 0.288, 0.149, 0.934),
    ];

    private static ReportTable Model() => new("Layers",
        [
            TableColumn.Words("Layer"), TableColumn.Numbers("Units", 0), TableColumn.Words("Activation"), TableColumn.Words("Prior"),
            TableColumn.Numbers("Parameters", 0),
        ],
        [
            Layer("input features", 17, "Fourier, 8 frequencies", "–", 0),
            Layer("hidden 1", 48, "silu", "per unit, scaled, learned", 9072),
            Layer("hidden 2", 48, "silu", "per unit, scaled, learned", 61152),
            Layer("output", 1, "identity", "per unit, scaled, learned", 1274),
        ]);

    private static ValueList<TableCell> Layer(string name, int units, string activation, string prior, int parameters) =>
    [
        new TableCell.Words(name), new TableCell.Number(units), new TableCell.Words(activation), new TableCell.Words(prior),
        new TableCell.Number(parameters),
    ];

    private static ValueList<Fact> Settings() =>
    [
        new Fact("Steps", "4,000"), new Fact("Tasks per step", "16"), new Fact("Weight samples", "16"), new Fact("Objective", "PP-AVI"),
        new Fact("Learning rate", "0.005 to 0.00005, cosine"), new Fact("Context share", "10 % to 60 %"),
        new Fact("Noise", "0.2, learned below 0.3"),
    ];

    private static Provenance Provenance() =>
        new("0.1.0", "probbnn demo --out demo-report --seed 1", 1, "Managed, double precision", TimeSpan.FromSeconds(103));

    private static ValueList<double> Linear(double low, double high, int count) =>
        Enumerable.Range(0, count).Select(i => low + (high - low) * i / (count - 1)).ToValueList();

    private static IEnumerable<double> Cumulate(IEnumerable<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            yield return sum += weight;
        }
    }

    private static int Pick(double[] cumulative, double share)
    {
        int found = Array.BinarySearch(cumulative, share);
        return Math.Min(found >= 0 ? found : ~found, cumulative.Length - 1);
    }

    private static double Modulo(double x, double p) => x - p * Math.Floor(x / p);
}
