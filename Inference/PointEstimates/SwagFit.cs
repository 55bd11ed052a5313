// theta <- theta + rate g min(1, c / |g|), g the gradient of the joint log density; a snapshot after every so many steps, the maximum
// counted as the first.
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace ProbBnn.Inference;

/// <summary>Stochastic weight averaging at work: climbing first, then passing through.</summary>
internal sealed class SwagFit : ITaskFit
{
    private const string Position = "swag.position", Taken = "swag.steps";

    private readonly Swag method;
    private readonly MaximumFit climb;
    private readonly IExecutable executable;
    private readonly ISession session;
    private readonly double[] gradient;
    private double[]? position;
    private SwagMoments? moments;
    private int steps;

    public SwagFit(TaskProblem problem, Swag method, ParameterSet? state, double[][]? start)
    {
        this.method = method;
        climb = new MaximumFit(problem, 1, method.Ascent, RandomKey.FromSeed(method.Seed).Fold(method.Name), state, start);
        executable = problem.Engine.Compile(LogJoint.WithGradient(problem, 1));
        session = executable.Rent();
        gradient = new double[problem.Space.Dimension];
        if (state is not null && state.Contains(Position))
        {
            position = [.. state[Position].Doubles];
            steps = (int)state[Taken].Doubles[0];
            moments = steps < method.Every ? SwagMoments.Of(position) : SwagMoments.Read(state);
        }
    }

    public bool IsFinished => steps >= method.Every * method.Snapshots;

    public double ShareDone => (climb.ShareDone * method.Ascent.Steps + steps) / AllSteps;

    public ConditioningProgress Advance()
    {
        if (!climb.IsFinished)
        {
            var done = climb.Advance();
            return done with { Steps = AllSteps };
        }
        position ??= [.. climb.Snapshot()[LogJoint.Latents].Doubles];
        moments ??= SwagMoments.Of(position);
        double density = 0;
        for (int i = 0; i < method.Every; i++)
        {
            density = Step(position);
        }
        moments = moments.With(position, method.Rank);
        return new ConditioningProgress("averaging", method.Ascent.Steps + steps, AllSteps, density);
    }

    public ParameterSet Snapshot()
    {
        var climbed = climb.Snapshot();
        var tensors = climbed.Names.Select(n => (n, climbed[n]));
        return moments is null || position is null
            ? climbed
            : new ParameterSet(tensors.Concat(moments.Tensors()).Concat(
                [(Position, Tensor.Of([position.Length], position)), (Taken, Tensor.Scalar(steps))]));
    }

    public void Dispose()
    {
        climb.Dispose();
        session.Dispose();
        executable.Dispose();
    }

    private int AllSteps => method.Ascent.Steps + method.Every * method.Snapshots;

    private double Step(double[] at)
    {
        Span<double> density = stackalloc double[1];
        session.Write(0, at);
        session.Run();
        session.Read(0, density);
        session.Read(1, gradient);
        double norm = Math.Sqrt(Rows.SumOfSquares(gradient));
        if (!double.IsFinite(norm) || !double.IsFinite(density[0]))
        {
            throw new NumericalException(new Problem(
                "a quantity is not finite", $"averaging step {steps + 1}, gradient of the log density", $"{norm}", "a finite number",
                "lower the rate"));
        }
        TensorPrimitives.MultiplyAdd<double>(gradient, method.Rate * Math.Min(1, method.ClipNorm / norm), at, at);
        steps++;
        return density[0];
    }
}
