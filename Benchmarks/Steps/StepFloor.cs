// Multiply-adds that a step cannot do without, forward and reverse, a triangle or symmetric half counted once.
//   posterior of a unit, dense factor, N points, K weights:
//     N-form  3 N K^2/2 (Psi, Pbar, Lbar)  +  N^2 K/2 (Gram)  +  N^2 K (Psibar)  +  N^3 (inverse and its square)
//     K-form  the same products  +  N K^2/2 (Gram)  +  N K^2 (Psibar)  +  K^3
//   of U units that share a diagonal factor:
//     N-form  3 N^2 K/2 (Gram, and Phibar from the sum over units), once for all units  +  U [ N^3 + 5 N K ]
//     K-form  N K^2/2 (pairs)  +  U [ 3 N K^2/2 (Gram, diagonal of Psi M Psi', sum over units) + K^3 + 6 N K ]
//   products P w on context and targets: N K forward, 2 N K in reverse, for each sample and unit
//   an inference network: its weights times N, three times

using ProbBnn.Data;
using ProbBnn.Dsl;

namespace ProbBnn.Benchmarks;

/// <summary>Counts the multiply-adds that a configuration's steps need at least.</summary>
internal static class StepFloor
{
    /// <summary>Mean over steps.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="data">The tasks trained on.</param>
    /// <param name="firstStep">First step counted.</param>
    /// <param name="steps">Steps counted.</param>
    public static long MultiplyAdds(StepConfiguration configuration, TaskSet data, int firstStep, int steps)
    {
        double sum = 0;
        int[] order = [];
        int epoch = -1;
        for (int position = firstStep * configuration.Tasks; position < (firstStep + steps) * configuration.Tasks; position++)
        {
            if (position / data.Count != epoch)
            {
                epoch = position / data.Count;
                order = StepConfiguration.Order(epoch, data.Count);
            }
            sum += OfTask(configuration, data.Tasks[order[position % data.Count]].Points);
        }
        return (long)(sum / steps);
    }

    private static double OfTask(StepConfiguration configuration, int points)
    {
        int context = (int)Math.Floor(0.8 * points);
        bool dense = configuration.Prior.Structure is PriorStructure.PerUnit;
        int[] widths = [1, .. configuration.Hidden, 1];
        double sum = 0;
        for (int layer = 1; layer < widths.Length; layer++)
        {
            int weights = widths[layer - 1] + 1, units = widths[layer];
            int factored = layer == 1 ? 1 : configuration.Samples;
            sum += factored * (dense ? units * Dense(context, weights) : Shared(units, context, weights));
            sum += 3.0 * configuration.Samples * units * weights * points;
            if (layer < widths.Length - 1)
            {
                sum += 3.0 * context * Network([2, .. configuration.Hidden, 2 * units]);
            }
        }
        return sum;
    }

    private static double Dense(double n, double k) =>
        (1.5 * n * k * k) + Math.Min((1.5 * n * n * k) + (n * n * n), (1.5 * n * k * k) + (k * k * k));

    private static double Shared(double units, double n, double k)
    {
        double data = (1.5 * n * n * k) + (units * ((n * n * n) + (5 * n * k)));
        double weight = (0.5 * n * k * k) + (units * ((1.5 * n * k * k) + (k * k * k) + (6 * n * k)));
        return Math.Min(data, weight);
    }

    private static double Network(int[] widths) => widths.Zip(widths.Skip(1), (a, b) => (a + 1.0) * b).Sum();
}
