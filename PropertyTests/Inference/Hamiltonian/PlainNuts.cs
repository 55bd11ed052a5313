using ProbBnn.Foundation;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

/// <summary>
/// The path of one iteration of the no-U-turn sampler with unit metric, recursively and in lists, as the papers write it: what a path
/// consists of depends on momentum and directions alone, not on which state is drawn.
/// </summary>
internal sealed class PlainNuts(Func<double[], (double LogDensity, double[] Gradient)> density, double step, int maxDepth)
{
    private sealed record State(double[] Q, double[] P, double[] Gradient, double LogDensity);

    private double startEnergy, acceptance;

    public int Depth { get; private set; }

    public int Steps { get; private set; }

    public bool Divergent { get; private set; }

    public double Acceptance => acceptance / Steps;

    /// <summary>Positions and energies of all states that may be drawn.</summary>
    public List<(double[] Q, double Energy)> States { get; } = [];

    public static PlainNuts Run(
        Func<double[], (double LogDensity, double[] Gradient)> density, double[] position, double step, int maxDepth, RandomKey key)
    {
        var nuts = new PlainNuts(density, step, maxDepth);
        var (logDensity, gradient) = density(position);
        nuts.Grow(new State(
            position, [.. position.Select((_, i) => key.Fold("momentum").Normal(0, i))], gradient, logDensity), key.Fold("direction"));
        return nuts;
    }

    private void Grow(State start, RandomKey direction)
    {
        startEnergy = Energy(start);
        List<State> path = [start];
        States.Add((start.Q, startEnergy));
        while (Depth < maxDepth)
        {
            bool backwards = direction.Uniform(0, Depth) < 0.5;
            List<State> half = [];
            if (!Build(backwards ? path[0] : path[^1], backwards ? -step : step, Depth, half))
            {
                return;
            }
            States.AddRange(half.Select(s => (s.Q, Energy(s))));
            List<State> reversed = [.. Enumerable.Reverse(half)];
            Depth++;
            bool goesOn = backwards ? GoesOn(reversed, path) : GoesOn(path, half);
            path = backwards ? [.. reversed, .. path] : [.. path, .. half];
            if (!goesOn)
            {
                return;
            }
        }
    }

    /// <summary>Appends 2^depth states in the order in which they are reached; false if the stretch is not to be used.</summary>
    private bool Build(State from, double e, int depth, List<State> states)
    {
        if (depth == 0)
        {
            var next = Leap(from, e);
            double error = Energy(next) - startEnergy;
            Steps++;
            acceptance += Math.Min(1, Math.Exp(-error));
            Divergent = !(error <= 1000);
            states.Add(next);
            return !Divergent;
        }
        List<State> first = [], second = [];
        if (!Build(from, e, depth - 1, first) || !Build(first[^1], e, depth - 1, second))
        {
            return false;
        }
        states.AddRange([.. first, .. second]);
        return GoesOn(first, second);
    }

    private State Leap(State s, double e)
    {
        double[] half = [.. s.P.Select((p, i) => p + 0.5 * e * s.Gradient[i])];
        double[] q = [.. s.Q.Select((x, i) => x + e * half[i])];
        var (logDensity, gradient) = density(q);
        return new State(q, [.. half.Select((p, i) => p + 0.5 * e * gradient[i])], gradient, logDensity);
    }

    private static bool GoesOn(List<State> a, List<State> b) =>
        Straight([.. a, .. b]) && Straight([.. a, b[0]]) && Straight([a[^1], .. b]);

    private static bool Straight(List<State> states)
    {
        double[] sum = [.. states[0].P.Select((_, i) => states.Sum(s => s.P[i]))];
        double Along(State s) => s.P.Zip(sum, (p, r) => p * r).Sum();
        return Along(states[0]) > 0 && Along(states[^1]) > 0;
    }

    private static double Energy(State s) => 0.5 * s.P.Sum(p => p * p) - s.LogDensity;
}
