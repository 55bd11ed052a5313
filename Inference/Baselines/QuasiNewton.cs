// BFGS on the inverse Hessian H (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 6.1): p = -H g,
//   x' = x + a p with a from backtracking until f(x') <= f(x) + 1e-4 a g'p,     s = x' - x,  u = g' - g,
//   H <- (I - s u'/s'u) H (I - u s'/s'u) + s s'/s'u   where s'u > 0; otherwise H stays.
// Steps are at most 2 in any coordinate, 0.5 in the first (coordinates are logarithms here).

namespace ProbBnn.Inference;

/// <summary>Minimises a smooth function of a few variables.</summary>
internal static class QuasiNewton
{
    private const int MaxBacktracks = 30;

    /// <summary>The lowest point found from a start.</summary>
    /// <param name="objective">Value and gradient; a value of plus infinity means that the point is not allowed.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="maxIterations">Most steps.</param>
    /// <param name="tolerance">Done when no derivative is larger, or when a step lowers the value by less than this squared.</param>
    public static Minimum Minimise(
        Func<double[], (double Value, double[] Gradient)> objective, double[] start, int maxIterations, double tolerance)
    {
        int n = start.Length;
        var x = start;
        var (value, gradient) = objective(x);
        var hessian = Identity(n);
        double longest = 0.5;
        for (int iteration = 0; ; iteration++)
        {
            bool flat = double.IsFinite(value) && gradient.All(g => Math.Abs(g) <= tolerance);
            if (flat || iteration == maxIterations || !double.IsFinite(value))
            {
                return new Minimum(x, value, iteration, flat);
            }
            var direction = Product(hessian, gradient, -1);
            double slope = Dot(direction, gradient);
            if (!(slope < 0))
            {
                hessian = Identity(n);
                direction = [.. gradient.Select(g => -g)];
                slope = Dot(direction, gradient);
            }
            double step = Math.Min(1, longest / direction.Max(Math.Abs));
            longest = 2;
            if (Descend(objective, x, value, direction, slope, step) is not { } next)
            {
                return new Minimum(x, value, iteration, false);
            }
            if (value - next.Value <= tolerance * tolerance)
            {
                return new Minimum(next.Point, next.Value, iteration + 1, true);
            }
            Update(hessian, Difference(next.Point, x), Difference(next.Gradient, gradient));
            (x, value, gradient) = next;
        }
    }

    private static (double[] Point, double Value, double[] Gradient)? Descend(
        Func<double[], (double Value, double[] Gradient)> objective,
        double[] x, double value, double[] direction, double slope, double step)
    {
        for (int attempt = 0; attempt < MaxBacktracks; attempt++)
        {
            var point = x.Zip(direction, (a, p) => a + step * p).ToArray();
            var (next, gradient) = objective(point);
            if (next <= value + 1e-4 * step * slope)
            {
                return (point, next, gradient);
            }
            double parabola = double.IsFinite(next) ? -0.5 * slope * step * step / (next - value - slope * step) : 0;
            step = Math.Clamp(parabola, 0.1 * step, 0.5 * step);
        }
        return null;
    }

    private static void Update(double[,] hessian, double[] s, double[] u)
    {
        double curvature = Dot(s, u);
        if (curvature <= 1e-12 * Math.Sqrt(Dot(s, s) * Dot(u, u)))
        {
            return;
        }
        var hu = Product(hessian, u, 1);
        double factor = (1 + Dot(u, hu) / curvature) / curvature;
        for (int i = 0; i < s.Length; i++)
        {
            for (int j = 0; j < s.Length; j++)
            {
                hessian[i, j] += factor * s[i] * s[j] - (hu[i] * s[j] + s[i] * hu[j]) / curvature;
            }
        }
    }

    private static double[,] Identity(int n)
    {
        var identity = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            identity[i, i] = 1;
        }
        return identity;
    }

    private static double[] Product(double[,] matrix, double[] vector, double scale) =>
        [.. Enumerable.Range(0, vector.Length).Select(i => scale * Enumerable.Range(0, vector.Length).Sum(j => matrix[i, j] * vector[j]))];

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
