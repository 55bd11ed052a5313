using FsCheck.Fluent;
using ProbBnn.Data;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.PropertyTests.Engines;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference.LargeContexts;

/// <summary>Gradients of a task in parts against those of the task at once, whose layers have a reverse mode in closed form.</summary>
public class LargeTaskObjectiveTests
{
    private const int Samples = 3;
    private static readonly ManagedEngine Engine = ManagedEngine.Double();
    private static readonly RandomKey Key = RandomKey.FromSeed(7);

    /// <summary>Objective and every derivative, to 1e-9 of the largest of its tensor or of 1; 14 random processes, parts and
    /// orders.</summary>
    [Fact]
    public void The_full_gradient_is_that_of_the_task_at_once() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        var d = new Dice(seed);
        var sized = LargeCase.Draw(d, Engine, 30);
        var source = new SourceInParts(sized.Context, () => sized.Cut(d, 10));
        var parts = Objective(sized.Process, 10).Full(sized.Process.Parameters, source, Key);
        var (value, gradient) = AtOnce(sized);
        Assert.Equal(value, parts.Objective, 1e-9 * (1 + Math.Abs(value)));
        Assert.Equal(parts.Objective, parts.ContextLogDensity - parts.Divergence, 1e-9 * (1 + Math.Abs(value)));
        Close(sized.Process.Parameters.Names, gradient, parts.Gradient, 1e-9);
    }, count: 14);

    /// <summary>
    /// The mean over all choices of one part for every layer and one for the score, M^(L+1) of them, is the full gradient, to 1e-10 of the
    /// largest derivative of its tensor or of 1; 6 random processes, 2 parts.
    /// </summary>
    [Fact]
    public void One_part_each_counted_for_all_is_right_on_average() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        var d = new Dice(seed);
        var sized = LargeCase.Draw(d, Engine, 12);
        int points = sized.Context.Points, cut = points / 3;
        (int, int)[] parts = points < 2 ? [(0, points)] : [(0, Math.Max(1, cut)), (Math.Max(1, cut), points - Math.Max(1, cut))];
        if (points == 0)
        {
            return;
        }
        var source = new SourceInParts(sized.Context, () => parts);
        var objective = Objective(sized.Process, 12);
        var full = objective.Full(sized.Process.Parameters, source, Key);
        int choices = (int)Math.Pow(parts.Length, sized.Process.Model.LayerCount + 1);
        var drawn = Enumerable.Range(0, choices).Select(c => objective.Of(
            sized.Process.Parameters, source, Key,
            m => [.. Enumerable.Range(0, sized.Process.Model.LayerCount + 1).Select(l => c / (int)Math.Pow(m, l) % m)],
            CancellationToken.None)).ToList();
        Assert.Equal(full.Objective, drawn.Average(g => g.Objective), 1e-10 * (1 + Math.Abs(full.Objective)));
        var mean = new ParameterSet(full.Gradient.Names.Select(name => (name, Tensor.Generate(
            full.Gradient[name].Shape, i => drawn.Average(g => g.Gradient[name].Doubles[i])))));
        Close(full.Gradient.Names, full.Gradient, mean, 1e-10);
    }, count: 6);

    /// <summary>Central differences along a random direction, to 1e-6 of the gradient's size; 5 random processes.</summary>
    [Fact]
    public void The_full_gradient_agrees_with_differences() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        const double Step = 1e-5;
        var d = new Dice(seed);
        var sized = LargeCase.Draw(d, Engine, 15);
        var parameters = sized.Process.Parameters;
        var direction = new ParameterSet(parameters.Names.Select(n => (n, d.Normals(parameters[n].Shape))));
        ParameterSet Moved(double by) => new(parameters.Names.Select(n => (n, Tensor.Generate(
            parameters[n].Shape, i => parameters[n].Doubles[i] + by * direction[n].Doubles[i]))));
        var objective = Objective(sized.Process, 6);
        var source = PointSource.Of(sized.Context);
        double At(double by) => objective.Full(Moved(by), source, Key).Objective;
        double slope = (At(Step) - At(-Step)) / (2 * Step);
        var gradient = objective.Full(parameters, source, Key).Gradient;
        var terms = parameters.Names.SelectMany(n =>
            Enumerable.Range(0, parameters[n].Shape.Size).Select(i => gradient[n].Doubles[i] * direction[n].Doubles[i])).ToList();
        Assert.Equal(slope, terms.Sum(), 1e-6 * (1 + terms.Sum(Math.Abs)));
    }, count: 5);

    [Fact]
    public void The_drawn_parts_are_a_function_of_the_key()
    {
        var d = new Dice(12);
        var sized = LargeCase.Draw(d, Engine, 40);
        while (sized.Context.Points < 20)
        {
            sized = LargeCase.Draw(d, Engine, 40);
        }
        var objective = Objective(sized.Process, 2);
        var source = PointSource.Of(sized.Context);
        LargeTaskGradient Of(int key) => objective.Unbiased(sized.Process.Parameters, source, Key.Fold(key));
        Assert.Equal(Of(1).Objective, Of(1).Objective);
        Assert.NotEqual(Of(1).Objective, Of(2).Objective);
    }

    private static LargeTaskObjective Objective(AmortisedProcess process, int batch) =>
        new(Engine, process.Model, process.Frame, Samples, batch);

    private static (double Value, ParameterSet Gradient) AtOnce(LargeCase sized)
    {
        var (process, context) = sized;
        var lowered = LoweredModel.Of(process.Model, process.Frame.OutputScales);
        var shape = new BatchShape(1, Math.Max(1, context.Points), 1);
        var terms = TaskTerms.Of(
            lowered, shape.ContextInputs(process.Model), shape.TargetInputs(process.Model), shape.FreshInput(), Samples);
        var value = new Objective.Avi(Samples).Value(terms).Mean(0);
        var gradients = Gradients.Of(value, [.. lowered.Parameters.Select(s => lowered.Parameter(s.Name))]);
        var program = Program.Of([("value", value), .. lowered.Parameters.Zip(gradients, (s, g) => (s.Name, g))]);
        using var executable = Engine.Compile(program);
        using var session = executable.Rent();
        foreach (string name in process.Parameters.Names)
        {
            Slot.Of(program, name).Write(session, process.Parameters[name].Doubles);
        }
        var batch = new Batch(shape, process.Model, Samples);
        int[] all = [.. Enumerable.Range(0, context.Points)];
        batch.Fill(0, process.Frame.Scaling.Forward(context), new DrawnPoints(all, [], []), Key);
        batch.WriteTo(session, ProgramSlots.Of(program));
        session.Run();
        var read = lowered.Parameters.Select((s, i) => (s.Name, session.ReadTensor(i + 1, s.Shape)));
        return (session.ReadTensor(0, Shape.Scalar).Doubles[0], new ParameterSet([.. read]));
    }

    private static void Close(IEnumerable<string> names, ParameterSet expected, ParameterSet actual, double tolerance) =>
        Assert.All(names, name =>
        {
            double[] a = expected[name].Doubles.ToArray(), b = actual[name].Doubles.ToArray();
            double scale = Math.Max(1, a.Select(Math.Abs).DefaultIfEmpty().Max());
            Assert.All(a.Zip(b), p => Assert.True(Math.Abs(p.First - p.Second) <= tolerance * scale, $"{name}: {p.First:R}, {p.Second:R}"));
        });
}
