using ProbBnn.Cli;
using ProbBnn.Cli.Reports;
using ProbBnn.Data;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Hosting;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Architecture;

/// <summary>One value of every case of the unions outside the descriptions, and what reads such values.</summary>
/// <param name="Union">The union.</param>
/// <param name="Values">A value of every case.</param>
/// <param name="Read">Passes a value through the switches, and the methods, that must know its case.</param>
internal sealed record UnionCases(Type Union, object[] Values, Action<object> Read)
{
    public static UnionCases[] All { get; } =
    [
        Of<Operation>([.. OperationCase.All.Select(c => c.Draw(new Draws(1)).Operation)], UnionReaders.Read),
        Of<Objective>(
            [
                new Objective.Avi(2), new Objective.PAvi(2), new Objective.PoAvi(2), new Objective.PpAvi(2), new Objective.Npml(2),
                new Objective.Mpl(2), new Objective.MplByPoint(2), new Objective.Npvi(2),
            ],
            UnionReaders.Read),
        Of<LearningRate>(
            [new LearningRate.Constant(1e-2), new LearningRate.Linear(1e-2, 1e-3), new LearningRate.Cosine(1e-2, 1e-3)],
            UnionReaders.Read),
        Of<HamiltonianMethod>(
            [
                new HamiltonianMethod.Nuts(4), new HamiltonianMethod.Hmc(new PathLength.Steps(3)), new HamiltonianMethod.Langevin(),
            ],
            UnionReaders.Read),
        Of<PathLength>([new PathLength.Steps(3), new PathLength.Time(1)], UnionReaders.Read),
        Of<Metric>([new Metric.Unit(), new Metric.Diagonal(), new Metric.Dense()], UnionReaders.Read),
        Of<StepSize>([new StepSize.Fixed(0.5), new StepSize.Adapted(0.7)], UnionReaders.Read),
        Of<TaskMethod>(
            [
                new Exact(), new PerTask(), new MeanField(), new Unitwise(), new Layerwise(), new FullCovariance(), new GlobalInducing(),
                new Nuts(), new Hmc(), new Langevin(), new Map(), new Ensemble(), new Swag(),
            ],
            UnionReaders.Read),
        Of<GaussianProcessKernel>([new GaussianProcessKernel.Rbf(), new GaussianProcessKernel.Matern32()], UnionReaders.Read),
        Of<Kernel>([new Kernel.SquaredExponential(0.5), new Kernel.Periodic(1, 0.5)], UnionReaders.Read),
        Of<DataNote>(
            [
                new DataNote.UnobservedPoints(1), new DataNote.TasksWithoutPoints(2), new DataNote.OnePointTasks(1),
                new DataNote.UnusedTableRows(3), new DataNote.ConstantInput("x", 1), new DataNote.ConstantOutput("y", 1),
            ],
            UnionReaders.Read),
        Of<Mark>(
            [
                new Mark.Line([0, 1], [1, 2], Tone.Ink, EndLabel: "end"),
                new Mark.Band([0, 1], [1, 2], [2, 3], Tone.Model, BandStyle.Inner),
                new Mark.Dots([0, 1], [1, 2], Tone.Extra, DotStyle.Open), new Mark.Bars([0, 1, 2], [1, 2], Tone.Source),
                new Mark.Whiskers([0, 1], [1, 2], [2, 3], Tone.Muted), new Mark.Moment(1, Tone.Contrast, "now"),
                new Mark.Field([0, 1, 0, 1], [0, 0, 1, 1], [1, 2, 3, 4], ColourMap.Dawn, Interval.Unit),
            ],
            UnionReaders.Read),
        Of<Block>(
            [
                new Block.Paragraph("text", "opening"), new Block.Points([new Block.Paragraph("point")]),
                new Block.Numbers([new KeyNumber("1", "one")]),
                new Block.Table(UnionReaders.Table(new TableCell.Words("w"), new Preference.None())),
                new Block.Charts(new Figure("figure", [UnionReaders.Chart(new Mark.Moment(1, Tone.Ink, "now"))], 1, [])),
                new Block.Facts([new Fact("name", "value")]), new Block.Verbatim("text"),
            ],
            UnionReaders.Read),
        Of<TableCell>([new TableCell.Words("w"), new TableCell.Number(1, 0.1)], UnionReaders.Read),
        Of<Preference>(
            [new Preference.None(), new Preference.Highest(), new Preference.Lowest(), new Preference.Nearest(0.9)], UnionReaders.Read),
        Of<DataSource>(
            [
                new DataSource.Long(new LongCsvSource("points.csv", "task", ["x"], ["y"])),
                new DataSource.Wide(new WideSource("grid.csv", [("y", "values.csv")], "tasks.csv")),
            ],
            UnionReaders.Read),
        Of<LibTorchDevice>([new LibTorchDevice.Cpu(), new LibTorchDevice.Cuda(1)], UnionReaders.Read),
        Of<EngineKind>(
            [new EngineKind.Managed(), new EngineKind.LibTorch(new LibTorchDevice.Cpu(), "/nowhere/library.so")], UnionReaders.Read),
        Of<ModelChoice>([UnionReaders.Described, new ModelChoice.FromFile("model.json")], UnionReaders.Read),
        Of<TrainStart>([new TrainStart.New(UnionReaders.Described), new TrainStart.FineTuned("run")], UnionReaders.Read),
        Of<FitStart>([new FitStart.Described(UnionReaders.Described), new FitStart.Learned("run")], UnionReaders.Read),
        Of<FitTime>([new FitTime.AsNeeded(), new FitTime.AtMost(2), new FitTime.Filling(3)], UnionReaders.Read),
        Of<ComparedMethod>([new ComparedMethod.LeftOut("exact", "no closed form"), UnionReaders.Compared], UnionReaders.Read),
    ];

    private static UnionCases Of<T>(T[] values, Action<T> read)
        where T : class => new(typeof(T), [.. values], value => read((T)value));
}
