// With H = |w|^2 / 2 - log density and weights exp(H_0 - H) of the states of a path, H_0 that of its beginning:
//   * the path is doubled in a random direction; the new half's state is drawn by weight, and replaces the old half's with probability
//     min(1, W_new / W_old)                                                  (biased progression)
//   * a new half is refused if any of its halves, quarters, .. turns back or a state's energy error is too large; the path ends when the
//     whole turns back. A stretch with momenta w_1 .. w_n turns back if w_1 . sum w <= 0 or w_n . sum w <= 0, or if that holds of one of
//     its halves together with the nearest state of the other              (see Leapfrog.Join)
// (Hoffman and Gelman, "The no-U-turn sampler", JMLR 2014; Betancourt, "A conceptual introduction to Hamiltonian Monte Carlo", 2017,
// appendix A; the checks across halves are Stan's since version 2.21.)
// No recursion: the finished stretches of a new half have lengths that are the binary digits of the number of its states, so a state
// joins as many stretches as its number has trailing zeros.

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The no-U-turn sampler, one gradient at a time.</summary>
internal sealed class NutsTransition : Transition
{
    private readonly Integrator integrator;
    private readonly int maxDepth;
    private readonly double largestError;
    private readonly StretchPool pool;
    private readonly Stretch[] finished;                        // stretches of the new half, the longest first
    private readonly ChainPoint[] ends;                         // buffers of the end of the path that is not in the row
    private ChainPoint start = null!, sample = null!, farEnd = null!;
    private ChainPoint candidate, spare;                        // points that are free while the sample is the start
    private RandomKey progression, doubling, direction;
    private Stretch path;                                       // its end is where it is being lengthened
    private int depth, steps, newSteps, stack;
    private double startEnergy, energy, candidateEnergy, logWeight, newLogWeight, acceptance, stepSize, lastSquares;
    private bool divergent;

    public NutsTransition(Integrator integrator, int maxDepth, double largestError)
    {
        (this.integrator, this.maxDepth, this.largestError) = (integrator, maxDepth, largestError);
        int dimension = integrator.Row.Dimension;
        pool = new StretchPool(dimension, 3 * (maxDepth + 2));
        finished = new Stretch[maxDepth + 1];
        ends = [new ChainPoint(dimension), new ChainPoint(dimension)];
        (candidate, spare) = (new ChainPoint(dimension), new ChainPoint(dimension));
    }

    /// <inheritdoc/>
    public override HamiltonianDraw Draw => new(divergent, depth, energy, acceptance / steps, stepSize);

    /// <inheritdoc/>
    public override void Begin(ChainPoint from, double size, RandomKey key)
    {
        (start, sample, farEnd, stepSize) = (from, from, from, size);
        (progression, doubling, direction) = (key.Fold("progression"), key.Fold("doubling"), key.Fold("direction"));
        (depth, steps, logWeight, acceptance, divergent) = (0, 0, 0, 0, false);
        pool.Clear();
        path = Stretch.Of(pool.Lend());
        KeyedNormals.Fill(key.Fold("momentum"), pool[path.End]);
        startEnergy = 0.5 * Rows.SumOfSquares(pool[path.End]) - from.LogDensity;
        energy = startEnergy;
        integrator.Step = StepOf(0);
        integrator.Begin(pool[path.End], from.Position, from.Gradient);
        (newSteps, stack, newLogWeight) = (0, 0, double.NegativeInfinity);
    }

    /// <inheritdoc/>
    public override bool Advance(double logDensity)
    {
        bool second = (newSteps & 1) == 1;
        var stretch = Stretch.Of(pool.Lend());
        double reached, product = 0;
        if (second)
        {
            int sum = pool.Lend();
            reached = integrator.End(logDensity, pool[stretch.End], pool[finished[stack - 1].End], pool[sum], out product);
            stretch = new Stretch(finished[--stack].Begin, stretch.End, sum);
        }
        else
        {
            reached = integrator.End(logDensity, pool[stretch.End]);
        }
        double error = reached - startEnergy;
        steps++;
        newSteps++;
        acceptance += error <= 0 ? 1 : Math.Exp(-error);
        divergent = !(error <= largestError);
        if (divergent)
        {
            return true;
        }
        Offer(error, reached, logDensity);
        if (second && (integrator.Squares + product <= 0 || lastSquares + product <= 0))
        {
            return true;
        }
        lastSquares = integrator.Squares;
        for (int halves = second ? newSteps >> 1 : 1; (halves & 1) == 0; halves >>= 1)
        {
            if (!pool.Join(finished[--stack], stretch, out stretch))
            {
                return true;
            }
        }
        if (newSteps == 1 << depth)
        {
            return Double(stretch);
        }
        finished[stack++] = stretch;
        integrator.Begin(pool[stretch.End]);
        return false;
    }

    /// <inheritdoc/>
    public override ChainPoint Release(ChainPoint given)
    {
        if (sample != start)
        {
            spare = given;
        }
        return sample;
    }

    /// <summary>Draws the new half's state among its states so far.</summary>
    private void Offer(double error, double reached, double logDensity)
    {
        // W <- W + exp(-error); the state replaces the candidate with the share of its own weight in the new W.
        double ratio = Math.Exp(-Math.Abs(newLogWeight + error));
        double share = -error > newLogWeight ? 1 / (1 + ratio) : ratio / (1 + ratio);
        newLogWeight = Math.Max(newLogWeight, -error) + Math.Log(1 + ratio);
        if (newSteps == 1 || progression.Uniform(depth, newSteps) < share)
        {
            candidate.Take(integrator.Row, logDensity);
            candidateEnergy = reached;
        }
    }

    /// <summary>Adds a whole new half to the path, and begins the next one if the path goes on.</summary>
    private bool Double(Stretch half)
    {
        double difference = newLogWeight - logWeight;
        if (difference >= 0 || doubling.Uniform(0, depth) < Math.Exp(difference))
        {
            (sample, candidate) = (candidate, sample == start ? spare : sample);
            energy = candidateEnergy;
        }
        logWeight = Math.Max(newLogWeight, logWeight) + Math.Log(1 + Math.Exp(-Math.Abs(difference)));
        depth++;
        if (!pool.Join(path, half, out path) || depth == maxDepth)
        {
            return true;
        }
        (newSteps, stack, newLogWeight) = (0, 0, double.NegativeInfinity);
        double step = StepOf(depth);
        if (step == integrator.Step)
        {
            integrator.Begin(pool[path.End]);
            return false;
        }
        var near = farEnd == ends[0] ? ends[1] : ends[0];
        near.Take(integrator.Row, 0);
        path = path.Reversed;
        integrator.Step = step;
        integrator.Begin(pool[path.End], farEnd.Position, farEnd.Gradient);
        farEnd = near;
        return false;
    }

    private double StepOf(int doublings) => direction.Uniform(0, doublings) < 0.5 ? -stepSize : stepSize;
}
