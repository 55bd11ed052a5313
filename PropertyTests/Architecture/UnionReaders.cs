using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Cli;
using ProbBnn.Cli.Reports;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Hosting;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.PropertyTests.Data;
using ProbBnn.PropertyTests.Inference.Hamiltonian;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Architecture;

/// <summary>What reads the values of each union.</summary>
internal static class UnionReaders
{
    /// <summary>Differentiated, built into a program, explained, compiled and run by both engines in both precisions.</summary>
    public static void Read(Operation operation)
    {
        var draws = new Draws(1);
        var application = OperationCase.All.Single(c => c.Type == operation.GetType()).Draw(draws);
        var results = application.Results(Evaluator.Inputs(application.Given)[..application.Arguments.Length]);
        var program = Program.Of([.. results.Select((value, i) => ($"y{i}", value))]);
        Assert.Contains(operation.Name, program.Explain(), StringComparison.Ordinal);
        var inputs = program.Inputs.ToDictionary(i => i.Name, i => application.Given[int.Parse(i.Name[1..], null)]);
        var keys = program.Keys.ToDictionary(k => k.Name, _ => application.Keys);
        using ManagedEngine inDouble = ManagedEngine.Double(), inSingle = ManagedEngine.Single();
        foreach (var engine in new IEngine[] { new ReferenceEngine(), inDouble, inSingle })
        {
            Assert.Equal(results.Length, engine.Run(program, inputs, keys).Count);
        }
    }

    public static void Read(Objective objective) => Assert.Equal(objective, Trained(objective, new LearningRate.Constant(1e-3)).Objective);

    public static void Read(LearningRate rate) =>
        Assert.Equal(rate, Trained(new Objective.PpAvi(2), rate).Options.LearningRate);

    public static void Read(HamiltonianMethod method) => Sampled(method, new HamiltonianOptions());

    public static void Read(PathLength length) => Sampled(new HamiltonianMethod.Hmc(length), new HamiltonianOptions());

    public static void Read(Metric metric) => Sampled(new HamiltonianMethod.Nuts(), new HamiltonianOptions { Metric = metric });

    public static void Read(StepSize stepSize) =>
        Sampled(new HamiltonianMethod.Langevin(), new HamiltonianOptions { StepSize = stepSize });

    /// <summary>A method is begun, stored and read back.</summary>
    public static void Read(TaskMethod method)
    {
        var model = Bnn.Regression(1, 1).Output(Prior.PerWeight()).Observe(Likelihood.Gaussian(StdDev.Of(0.2)))
            .PseudoLikelihood(Amortised.Mlp(3)).Build();
        var tasks = Tasks();
        using var fit = TaskFit.Init(new ReferenceEngine(), model, DataFrame.Of(model, tasks), method, tasks.Tasks[0]);
        using var folder = new TempFolder();
        string path = folder.PathOf("fit.pbnn");
        FitFile.Save(fit.Snapshot(), path);
        Assert.Equal(method, FitFile.Load(path).Method);
    }

    public static void Read(GaussianProcessKernel kernel)
    {
        var prior = new GaussianProcessPrior(kernel, [new GaussianProcessParameters([0.5], StdDev.Of(1), StdDev.Of(0.1))]);
        Assert.True(double.IsFinite(prior.LogDensity(Tasks(), 0).LogDensity));
    }

    public static void Read(Kernel kernel)
    {
        Assert.True(kernel.IsValid);
        Assert.Equal(1, kernel.At(0), 1e-15);
    }

    public static void Read(DataNote note) => Assert.NotEqual(note.GetType().Name, note.ToString().Split(' ')[0]);

    public static void Read(Mark mark)
    {
        _ = MarkExtent.Xs(mark).Count() + MarkExtent.Ys(mark).Count();
        Assert.NotEmpty(ChartSvg.Draw(Chart(mark), default).Elements());
    }

    /// <summary>A model that options describe.</summary>
    public static ModelChoice Described { get; } = new ModelChoice.Described(new ModelFlags(
        [3], Activation.Tanh, new PriorStructure.PerUnit(), new PriorLearning.Learned(), null, new InputFeatures.Raw(), false, null,
        NoiseFlags.Of(null, null, null, true, false), new PriorShare.Whole()));

    public static void Read(DataSource source)
    {
        var moved = source.From("folder");
        Assert.All(moved.Files, file => Assert.StartsWith("folder", file, StringComparison.Ordinal));
        Assert.All(source.OutputFiles, file => Assert.Contains(file, source.Files));
        Assert.Null(source.GroupColumn);
    }

    public static void Read(LibTorchDevice device)
    {
        var (flags, index) = TorchLibrary.Device(new LibTorchOptions { Device = device });
        Assert.Equal(device is LibTorchDevice.Cuda, flags.HasFlag(NativeFlags.Cuda));
        Assert.Equal((device as LibTorchDevice.Cuda)?.Index ?? 0, index);
    }

    /// <summary>Made by the factory; an engine whose library is missing says so.</summary>
    public static void Read(EngineKind kind)
    {
        using var services = new ServiceCollection().AddProbBnn(options => options.Engine = kind).BuildServiceProvider();
        var missing = Record.Exception(services.GetRequiredService<IEngine>);
        Assert.Equal(kind is EngineKind.LibTorch, missing is EngineLibraryException);
    }

    public static void Read(ModelChoice choice)
    {
        if (choice is ModelChoice.FromFile)
        {
            Assert.Throws<DataException>(() => choice.From("folder").Build(1, 1));
            return;
        }
        Assert.Equal(3, choice.From("folder").Build(1, 1).Width(0));
    }

    public static void Read(TrainStart start) => Assert.Equal(start is TrainStart.FineTuned, start != start.From("folder"));

    public static void Read(FitStart start) => Assert.Equal(start is FitStart.Learned, start != start.From("folder"));

    /// <summary>Is what a command line of a fit says.</summary>
    public static void Read(FitTime time)
    {
        string said = time switch
        {
            FitTime.AsNeeded => "",
            FitTime.AtMost some => FormattableString.Invariant($"--steps 9 --minutes {some.Minutes}"),
            FitTime.Filling some => FormattableString.Invariant($"--minutes {some.Minutes}"),
            _ => throw new InvalidOperationException($"{time} cannot be said"),
        };
        var options = new FitVerbOptions();
        string[] words = $"--data a --inputs x --outputs y --inference map --out o {said}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(time, options.Read(options.Parse(words)).Time);
    }

    /// <summary>A method of a comparison that has a posterior.</summary>
    public static ComparedMethod.Done Compared
    {
        get
        {
            var subject = Subject;
            var process = new TaskInference(new ReferenceEngine(), new Exact()).Under(subject.Model, subject.Frame);
            var posterior = process.Condition(subject.Context);
            return new ComparedMethod.Done(
                "exact", posterior, ProbBnn.Inference.Evaluation.Of(posterior, subject.Frame, subject.HeldOut, 5, 1),
                FitDiagnosis.Of(posterior, subject, 30, 1, 1, "exact"), 1);
        }
    }

    /// <summary>Has its place in the results and on the page.</summary>
    public static void Read(ComparedMethod method)
    {
        Assert.Contains(method.Name, Encoding.UTF8.GetString(CompareJson.Bytes([method], Subject)), StringComparison.Ordinal);
        var page = ComparePage.Compose([method], Subject, "one.csv", 1, new Provenance("1", "compare", 1, "engine", TimeSpan.Zero));
        Assert.Contains(method.Name, page.ToHtml(), StringComparison.Ordinal);
    }

    private static FitSubject Subject
    {
        get
        {
            var model = Bnn.Regression(1, 1).Output(Prior.PerWeight()).Observe(Likelihood.Gaussian(StdDev.Of(0.2))).Build();
            var tasks = Tasks();
            return new FitSubject(model, DataFrame.Of(model, tasks), null, tasks.Tasks[0], tasks.Tasks[1], DataNotes.None);
        }
    }

    public static void Read(Block block) => Assert.NotNull(BlockHtml.Of(block, 1));

    public static void Read(TableCell cell)
    {
        Assert.NotEmpty(cell.Text(2));
        Read(new Block.Table(Table(cell, new Preference.None())));
    }

    public static void Read(Preference preference)
    {
        _ = preference.Cost(1);
        Read(new Block.Table(Table(new TableCell.Number(1), preference)));
    }

    public static Chart Chart(Mark mark) => new("title", "", new Axis("x"), new Axis("y"), [mark], ChartSize.Third);

    public static ReportTable Table(TableCell cell, Preference preference) =>
        new("table", [TableColumn.Numbers("column", 2).Marking(preference, "")], [[cell], [new TableCell.Number(2)]]);

    /// <summary>A step of training, stored and read back.</summary>
    private static TrainingState Trained(Objective objective, LearningRate rate)
    {
        var model = Bnn.Regression(1, 1).Hidden(2, Activation.Tanh, Prior.PerUnit().Learned()).Output(Prior.PerWeight())
            .Observe(Likelihood.Gaussian(StdDev.Of(0.2))).PseudoLikelihood(Amortised.Mlp(3)).Build();
        using var trainer = Trainer.Init(
            new ReferenceEngine(), model, objective, Tasks(), new FitOptions { Steps = 2, BatchTasks = 2, LearningRate = rate });
        trainer.Step();
        using var folder = new TempFolder();
        string path = folder.PathOf("checkpoint.pbnn");
        CheckpointFile.Save(trainer.Snapshot(), path);
        return CheckpointFile.Load(path);
    }

    /// <summary>Sampled, with an interruption.</summary>
    private static void Sampled(HamiltonianMethod method, HamiltonianOptions options)
    {
        using var sampler = HamiltonianSampler.Init(
            RowTarget.Normal(1, 2), [[0.5, 1], [1, -1]], method, options with { WarmUp = 30, Draws = 10 }, 1);
        sampler.Run(20);
        Assert.Equal(10, Runs.Finish(HamiltonianSampler.Restore(RowTarget.Normal(1, 2), sampler.Snapshot())).Chains[1].LogDensities.Count);
    }

    private static TaskSet Tasks() => new(["x"], ["y"], Enumerable.Range(0, 4).Select(t =>
        new DataTask($"{t}", [0.1, 0.4 + t, -0.3], [0.2, t, -0.1], 1, 1)));
}
