using FsCheck.Fluent;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

public class TrainingBatchTests
{
    private static readonly BnnModel Model = Bnn.Regression(2, 1)
        .Hidden(2, Activation.Tanh, Prior.PerWeight().ScaledByFanIn())
        .Output(Prior.PerWeight().ScaledByFanIn())
        .Observe(Likelihood.Gaussian(StdDev.Of(0.1)))
        .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
        .PseudoLikelihood(Amortised.Mlp(2))
        .Build();

    /// <summary>Batches are what the public functions of keys, tasks and shares draw, step by step, in any order of steps.</summary>
    [Fact]
    public void Batches_are_drawn_as_the_public_functions_draw() => Law.Holds(
        from tasks in Gen.Choose(1, 6)
        from seed in Gen.Choose(0, 100_000)
        from low in Gen.Choose(0, 10)
        from high in Gen.Choose(low, 10)
        from pointShare in Gen.Choose(1, 10)
        from splits in Gen.Elements(true, false)
        from steps in Gen.ListOf(Gen.Choose(0, 9))
        select (tasks, seed, low, high, pointShare, splits, steps),
        c =>
        {
            const int samples = 2;
            Objective objective = c.splits ? new Objective.PpAvi(samples) : new Objective.Avi(samples);
            var options = new FitOptions
            {
                BatchTasks = 4,
                Context = new ContextShare(c.low / 10.0, c.high / 10.0),
                PointShare = c.pointShare / 10.0,
                Validation = ValidationOptions.None,
                Seed = (ulong)c.seed,
            };
            var tasks = Tasks(c.tasks, c.seed);
            var data = new TrainingData(tasks, DataFrame.Of(Model, tasks), objective, options);
            var batch = new Batch(BatchShape.For(data.Training, options.BatchTasks, objective, options), Model, samples);
            var session = new RecordingSession();
            foreach (int step in c.steps)
            {
                data.Fill(batch, step);
                batch.WriteTo(session, RecordingSession.Slots);
                for (int row = 0; row < options.BatchTasks; row++)
                {
                    AssertRow(session, row, options.BatchTasks, Drawn(tasks, objective, options, step, row), samples);
                }
            }
        });

    private static (DataTask Task, ContextSplit Split, RandomKey Weights) Drawn(
        TaskSet tasks, Objective objective, FitOptions options, int step, int row)
    {
        var root = RandomKey.FromSeed(options.Seed);
        int position = step * options.BatchTasks + row;
        var task = tasks.Tasks[root.Fold("order").Fold(position / tasks.Count).Permutation(tasks.Count)[position % tasks.Count]];
        var key = root.Fold("training").Fold(step).Fold(row);
        int used = BatchShape.PointsUsed(task.Points, options.PointShare);
        var chosen = used == task.Points ? task : task.Select(key.Fold("subset").Permutation(task.Points).AsSpan(0, used));
        var split = objective.SplitsTasks ? options.Context.Draw(used, key.Fold("split"))
            : new ContextSplit([.. Enumerable.Range(0, used)], []);
        return (chosen, split, key.Fold("weights"));
    }

    private static void AssertRow(
        RecordingSession session, int row, int rows, (DataTask Task, ContextSplit Split, RandomKey Weights) drawn, int samples)
    {
        var (task, split, weights) = drawn;
        int[] shared = [.. split.Target.Where(t => split.Context.Contains(t))];
        AssertPoints(session, RecordingSession.Slots.Context, row, rows, task, [.. split.Context]);
        AssertPoints(session, RecordingSession.Slots.Target, row, rows, task, [.. split.Target.Except(shared), .. shared]);
        Assert.Equal(split.Target.Count - shared.Length, session.Row(RecordingSession.Slots.Fresh, row, rows).Single());
        Assert.Equal(Enumerable.Range(0, samples).Select(weights.Fold), session.Keys.Skip(row * samples).Take(samples));
    }

    private static void AssertPoints(RecordingSession session, PointSlots slots, int row, int rows, DataTask task, int[] points)
    {
        Assert.Equal(points.Length, session.Row(slots.Counts, row, rows).Single());
        AssertPadded(points.SelectMany(p => task.InputsOf(p).ToArray()), session.Row(slots.Inputs, row, rows));
        AssertPadded(points.SelectMany(p => task.OutputsOf(p).ToArray()), session.Row(slots.Outputs, row, rows));
    }

    private static void AssertPadded(IEnumerable<double> expected, double[] got) =>
        Assert.Equal(expected.Concat(Enumerable.Repeat(0.0, got.Length)).Take(got.Length), got);

    private static TaskSet Tasks(int count, int seed) => new(["x", "z"], ["y"], Enumerable.Range(0, count).Select(t =>
    {
        var key = RandomKey.FromSeed((ulong)seed).Fold(t);
        int n = 2 + key.Integer(0, 0, 12);
        return new DataTask(
            $"{t}", [.. Enumerable.Range(0, 2 * n).Select(i => key.Normal(1, i))], [.. Enumerable.Range(0, n).Select(i => key.Normal(2, i))], 2, 1);
    }));

    /// <summary>Keeps what a batch writes.</summary>
    private sealed class RecordingSession : ISession
    {
        public static readonly ProgramSlots Slots =
            new(new(new Slot(0), new Slot(1), new Slot(2)), new(new Slot(3), new Slot(4), new Slot(5)), new Slot(6), 0);

        private readonly double[][] inputs = new double[7][];

        public RandomKey[] Keys { get; private set; } = [];

        public double[] Row(Slot slot, int row, int rows)
        {
            int length = inputs[slot.Position].Length / rows;
            return inputs[slot.Position][(row * length)..((row + 1) * length)];
        }

        public void Write(int input, ReadOnlySpan<double> values) => inputs[input] = values.ToArray();

        public void WriteKeys(int keys, ReadOnlySpan<RandomKey> values) => Keys = values.ToArray();

        public void Run() => throw new NotSupportedException();

        public void Read(int output, Span<double> values) => throw new NotSupportedException();

        public void ReadInput(int input, Span<double> values) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
