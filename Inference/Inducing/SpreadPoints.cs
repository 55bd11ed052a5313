// Points of a data set that lie apart: the first uniformly at random, each further one with probability proportional to its squared
// distance from the nearest that has been chosen (Arthur and Vassilvitskii, "k-means++", SODA 2007).

using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Chooses points of a task whose inputs lie apart from each other.</summary>
internal static class SpreadPoints
{
    /// <summary>Chooses points.</summary>
    /// <param name="task">The task.</param>
    /// <param name="most">How many to choose; fewer where the task has fewer distinct inputs.</param>
    /// <param name="key">What decides.</param>
    /// <returns>Positions of points with distinct inputs, in the order in which they were chosen.</returns>
    public static IReadOnlyList<int> Of(DataTask task, int most, RandomKey key)
    {
        var chosen = new List<int>();
        if (task.Points == 0)
        {
            return chosen;
        }
        var distance = new double[task.Points];
        Array.Fill(distance, double.PositiveInfinity);
        for (int next = key.Integer(0, 0, task.Points); next >= 0 && chosen.Count < most; next = Drawn(distance, key.Uniform(chosen.Count, 0)))
        {
            chosen.Add(next);
            for (int i = 0; i < distance.Length; i++)
            {
                distance[i] = Math.Min(distance[i], SquaredDistance(task.InputsOf(i), task.InputsOf(next)));
            }
        }
        return chosen;
    }

    /// <summary>A position drawn with probability proportional to its weight, or -1 where all weights are zero.</summary>
    private static int Drawn(double[] weights, double uniform)
    {
        double left = uniform * weights.Sum();
        int last = -1;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                last = i;
                left -= weights[i];
                if (left < 0)
                {
                    break;
                }
            }
        }
        return last;
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
