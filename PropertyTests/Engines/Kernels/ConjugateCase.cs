using System.Numerics;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Engines.Managed;

namespace ProbBnn.PropertyTests.Engines.Kernels;

/// <summary>One layer's update with all its numbers, and the ways to run it through the kernel.</summary>
public sealed class ConjugateCase
{
    private const double Padding = 7e5;

    internal ConjugateCase(ConjugateShape shape, int[] counts, double kappa, int seed)
    {
        Shape = shape;
        Counts = counts;
        Kappa = kappa;
        int b = shape.Tasks, s = shape.Samples, u = shape.Units, n = shape.Points, d = shape.Inputs, k = shape.Weights;
        Mean = Numbers(seed, 1, shape.MeanUnits * k, 0, 0.5);
        Factor = Numbers(seed, 2, shape.FactorUnits * shape.FactorSize, 0, 0.3 / Math.Sqrt(k));
        for (int i = 0; i < shape.FactorUnits; i++)
        {
            for (int j = 0; j < k; j++)
            {
                int at = (i * shape.FactorSize) + (shape.Factor == FactorKind.Diagonal ? j : ((j + 1) * (j + 2) / 2) - 1);
                Factor[at] = (0.6 + Math.Abs(Factor[at])) / Math.Sqrt(k);
            }
        }
        Features = Padded(Numbers(seed, 3, b * shape.FeatureSamples * n * d, 0, 1), shape.FeatureSamples, d);
        Targets = Padded(Numbers(seed, 4, b * shape.TargetSamples * n * u, 0, 1), shape.TargetSamples, u);
        LogNoise = Numbers(seed, 5, shape.NoiseTasks * shape.NoiseSamples * shape.NoisePoints * shape.NoiseUnits, -1, 0.5);
        if (shape.NoiseTasks == b && shape.NoisePoints == n)
        {
            Padded(LogNoise, shape.NoiseSamples, shape.NoiseUnits);
        }
        WeightNoise = Numbers(seed, 6, b * s * u * k, 0, 1);
        PointNoise = Numbers(seed, 7, b * s * u * n, 0, 1);
        for (int i = 0; i < b * s * u * n; i++)
        {
            PointNoise[i] = i % n < counts[i / (s * u * n)] ? PointNoise[i] : Padding;
        }
        WeightAdjoint = Numbers(seed, 8, b * s * u * k, 0, 1);
        DivergenceAdjoint = Numbers(seed, 9, b * s, 0, 1);
    }

    internal ConjugateShape Shape { get; }

    public int[] Counts { get; }

    public double Kappa { get; }

    public double[] Mean { get; init; }

    public double[] Factor { get; init; }

    public double[] Features { get; init; }

    public double[] Targets { get; init; }

    public double[] LogNoise { get; init; }

    public double[] WeightNoise { get; }

    public double[] PointNoise { get; }

    public double[] WeightAdjoint { get; }

    public double[] DivergenceAdjoint { get; init; }

    /// <summary>Ragged tasks, all ways of sharing, both structures of the factor; the counts include 0 and the capacity.</summary>
    public static Gen<ConjugateCase> Any(int largest) =>
        from sizes in Gen.Choose(1, 3).Three()
        from points in Gen.Choose(0, largest)
        from inputs in Gen.Choose(0, largest)
        from counts in Gen.Choose(0, points).ArrayOf(sizes.Item1)
        from full in Gen.Elements(false, true)
        from lower in Gen.Elements(false, true)
        from shares in Gen.Elements(false, true).ArrayOf(9)
        from kappa in Gen.Elements(0, 0.05)
        from seed in Gen.Choose(0, 1_000_000)
        select new ConjugateCase(
            new ConjugateShape(
                sizes.Item1,
                sizes.Item2,
                sizes.Item3,
                points,
                inputs,
                lower ? FactorKind.Lower : FactorKind.Diagonal,
                shares[0] ? 1 : sizes.Item3,
                shares[1] ? 1 : sizes.Item3,
                shares[2] ? 1 : sizes.Item2,
                shares[3] ? 1 : sizes.Item2,
                shares[4] ? 1 : sizes.Item1,
                shares[5] ? 1 : sizes.Item2,
                shares[6] ? 1 : points,
                shares[7] ? 1 : sizes.Item3),
            full ? [.. counts.Select(_ => points)] : counts,
            kappa,
            seed);

    /// <summary>Ragged tasks of a layer with many units that share a diagonal factor, which are computed at once; all other ways of
    /// sharing.</summary>
    public static Gen<ConjugateCase> ManyUnits(int largest) =>
        from tasks in Gen.Choose(1, 2)
        from samples in Gen.Choose(1, 3)
        from units in Gen.Choose(1, 80)
        from points in Gen.Choose(0, largest)
        from inputs in Gen.Choose(0, largest)
        from counts in Gen.Choose(0, points).ArrayOf(tasks)
        from shares in Gen.Elements(false, true).ArrayOf(7)
        from kappa in Gen.Elements(0, 0.05)
        from seed in Gen.Choose(0, 1_000_000)
        select new ConjugateCase(
            new ConjugateShape(
                tasks,
                samples,
                units,
                points,
                inputs,
                FactorKind.Diagonal,
                shares[0] ? 1 : units,
                1,
                shares[1] ? 1 : samples,
                shares[2] ? 1 : samples,
                shares[3] ? 1 : tasks,
                shares[4] ? 1 : samples,
                shares[5] ? 1 : points,
                shares[6] ? 1 : units),
            counts,
            kappa,
            seed);

    /// <summary>Few units of any kind, or many that share a factor.</summary>
    public static Gen<ConjugateCase> Some(int largest) => Gen.OneOf(Any(largest), ManyUnits(largest));

    /// <summary>The same case with one number of one input moved.</summary>
    public ConjugateCase Moved(string input, int at, double by)
    {
        double[] Move(string name, double[] values)
        {
            var moved = values.ToArray();
            moved[at] += name == input ? by : 0;
            return moved;
        }
        return new ConjugateCase(Shape, Counts, Kappa, 0, this)
        {
            Mean = input == nameof(Mean) ? Move(nameof(Mean), Mean) : Mean,
            Factor = input == nameof(Factor) ? Move(nameof(Factor), Factor) : Factor,
            Features = input == nameof(Features) ? Move(nameof(Features), Features) : Features,
            Targets = input == nameof(Targets) ? Move(nameof(Targets), Targets) : Targets,
            LogNoise = input == nameof(LogNoise) ? Move(nameof(LogNoise), LogNoise) : LogNoise,
        };
    }

    private ConjugateCase(ConjugateShape shape, int[] counts, double kappa, int _, ConjugateCase like)
    {
        Shape = shape;
        Counts = counts;
        Kappa = kappa;
        (Mean, Factor, Features, Targets, LogNoise) = (like.Mean, like.Factor, like.Features, like.Targets, like.LogNoise);
        (WeightNoise, PointNoise) = (like.WeightNoise, like.PointNoise);
        (WeightAdjoint, DivergenceAdjoint) = (like.WeightAdjoint, like.DivergenceAdjoint);
    }

    public override string ToString() => $"{Shape} counts {string.Join(' ', Counts)} kappa {Kappa}";

    /// <summary>Runs forward and reverse pass.</summary>
    internal ConjugateResult Run<T>(VectorWidth width, ConjugateForm? form, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var pool = new WorkerPool(threads);
        return Run<T>(width, form, pool);
    }

    /// <summary>Runs forward and reverse pass on given threads.</summary>
    internal unsafe ConjugateResult Run<T>(VectorWidth width, ConjugateForm? form, WorkerPool pool)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var options = new ConjugateOptions(width, Kappa, form);
        int b = Shape.Tasks, s = Shape.Samples, u = Shape.Units, n = Shape.Points, k = Shape.Weights;
        var memory = new List<T[]>();
        T* Take(int count)
        {
            // One more, so that an empty array too has an address.
            memory.Add(GC.AllocateArray<T>(count + 1, pinned: true));
            return (T*)Unsafe.AsPointer(ref memory[^1][0]);
        }
        T* Of(double[] values)
        {
            T* copy = Take(values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                copy[i] = T.CreateChecked(values[i]);
            }
            return copy;
        }
        T* Blank(int count)
        {
            T* blank = Take(count);
            new Span<T>(blank, count).Fill(T.NaN);
            return blank;
        }
        double[] Back(T* values, int count) => [.. new ReadOnlySpan<T>(values, count).ToArray().Select(double.CreateChecked)];
        var inputs = new ConjugateInputs<T>
        {
            Mean = Of(Mean),
            Factor = Of(Factor),
            Features = Of(Features),
            Targets = Of(Targets),
            LogNoise = Of(LogNoise),
            Counts = Of([.. Counts.Select(c => (double)c)]),
            WeightNoise = Of(WeightNoise),
            PointNoise = Of(PointNoise),
        };
        int kept = checked((int)ConjugateUpdate.ResidualSize<T>(Shape, options));
        var outputs = new ConjugateOutputs<T>
        {
            Weights = Blank(b * s * u * k),
            Divergence = Blank(b * s),
            ContextOutputs = Blank(b * s * n * u),
            PosteriorMean = Blank(b * s * u * k),
            Residuals = Blank(kept + 64),
        };
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        var failure = ConjugateUpdate.Forward(Shape, inputs, outputs, options, pool);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        for (int i = 0; i < 64; i++)
        {
            Xunit.Assert.True(T.IsNaN(outputs.Residuals[kept + i]), "The residuals are larger than said.");
        }
        var alone = new ConjugateOutputs<T> { Weights = Blank(b * s * u * k), Divergence = Blank(b * s) };
        ConjugateUpdate.Forward(Shape, inputs, alone, options, pool);
        Xunit.Assert.Equal(Back(outputs.Weights, b * s * u * k), Back(alone.Weights, b * s * u * k));
        Xunit.Assert.Equal(Back(outputs.Divergence, b * s), Back(alone.Divergence, b * s));
        var adjoints = new ConjugateAdjoints<T>
        {
            Weights = Of(WeightAdjoint),
            Divergence = Of(DivergenceAdjoint),
            Residuals = outputs.Residuals,
        };
        var gradients = new ConjugateGradients<T>
        {
            Mean = Blank(Mean.Length),
            Factor = Blank(Factor.Length),
            Features = Blank(Features.Length),
            Targets = Blank(Targets.Length),
            LogNoise = Blank(LogNoise.Length),
        };
        long before = GC.GetAllocatedBytesForCurrentThread();
        if (failure is null)
        {
            ConjugateUpdate.Backward(Shape, inputs, adjoints, gradients, options, pool);
        }
        allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(memory);
        return new ConjugateResult(
            failure,
            Back(outputs.Weights, b * s * u * k),
            Back(outputs.Divergence, b * s),
            Back(outputs.ContextOutputs, b * s * n * u),
            Back(outputs.PosteriorMean, b * s * u * k),
            new Dictionary<string, double[]>
            {
                [nameof(Mean)] = Back(gradients.Mean, Mean.Length),
                [nameof(Factor)] = Back(gradients.Factor, Factor.Length),
                [nameof(Features)] = Back(gradients.Features, Features.Length),
                [nameof(Targets)] = Back(gradients.Targets, Targets.Length),
                [nameof(LogNoise)] = Back(gradients.LogNoise, LogNoise.Length),
            },
            allocated);
    }

    private static double[] Numbers(int seed, int stream, int count, double mean, double deviation) =>
        [.. Machine.Normals((seed * 16) + stream, count).Select(x => mean + (deviation * x))];

    /// <summary>Overwrites what lies beyond the counts of [task, sample, point, feature] with a number that must never be seen.</summary>
    private double[] Padded(double[] values, int samples, int features)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int point = i / features % Shape.Points, task = i / features / Shape.Points / samples;
            values[i] = point < Counts[task] ? values[i] : Padding;
        }
        return values;
    }
}
