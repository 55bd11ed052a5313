using System.Globalization;
using System.Numerics;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// What the steps of a conjugate update and of its reverse mode share: sizes, options, and the places of the eight arguments.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class ConjugateLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _arguments;
    private readonly string _name;

    /// <summary>Reads the sizes off the arguments' shapes.</summary>
    /// <param name="update">Structure of the factor, form, floor.</param>
    /// <param name="line">The update or its reverse mode; its first eight arguments are the update's.</param>
    /// <param name="listing">The listing.</param>
    /// <param name="width">Register width.</param>
    public ConjugateLayer(Operation.ConjugateUpdate update, Line line, Listing listing, VectorWidth width)
    {
        _name = line.Operation.Name;
        _arguments = [.. line.Arguments.Take(8)];
        Shape = ShapeOf(update, line, listing);
        Options = OptionsOf(update, width);
    }

    /// <summary>Sizes, and which dimensions are shared.</summary>
    public ConjugateShape Shape { get; }

    /// <summary>Width, floor and form.</summary>
    public ConjugateOptions Options { get; }

    /// <summary>Whether there is nothing to compute.</summary>
    public bool IsEmpty => Shape.Tasks == 0 || Shape.Samples == 0 || Shape.Units == 0;

    /// <summary>Elements that have to be kept from an update to its reverse mode.</summary>
    /// <param name="update">Structure of the factor, form, floor.</param>
    /// <param name="line">The update or its reverse mode.</param>
    /// <param name="listing">The listing.</param>
    /// <param name="width">Register width.</param>
    public static long ResidualSize(Operation.ConjugateUpdate update, Line line, Listing listing, VectorWidth width) =>
        ConjugateUpdate.ResidualSize<T>(ShapeOf(update, line, listing), OptionsOf(update, width));

    /// <summary>The arguments in a session.</summary>
    /// <exception cref="NumericalException">A count is not a number of points.</exception>
    public ConjugateInputs<T> Inputs(in Frame<T> frame)
    {
        T* counts = frame.Values[_arguments[5]];
        for (int task = 0; task < Shape.Tasks; task++)
        {
            if (!(counts[task] >= T.Zero && counts[task] <= T.CreateTruncating(Shape.Points) && T.IsInteger(counts[task])))
            {
                throw new NumericalException(new Problem(
                    "a count is not a number of points", $"operation {_name}, task {task}",
                    counts[task].ToString("R", CultureInfo.InvariantCulture), $"a whole number from 0 to {Shape.Points}"));
            }
        }
        return new ConjugateInputs<T>
        {
            Mean = frame.Values[_arguments[0]],
            Factor = frame.Values[_arguments[1]],
            Features = frame.Values[_arguments[2]],
            Targets = frame.Values[_arguments[3]],
            LogNoise = frame.Values[_arguments[4]],
            Counts = counts,
            WeightNoise = frame.Values[_arguments[6]],
            PointNoise = frame.Values[_arguments[7]],
        };
    }

    /// <summary>Runs the update.</summary>
    /// <exception cref="NumericalException">A posterior has no finite KL, or a count is not a number of points.</exception>
    public void Forward(in ConjugateInputs<T> inputs, in ConjugateOutputs<T> outputs, WorkerPool pool)
    {
        if (ConjugateUpdate.Forward(Shape, inputs, outputs, Options, pool) is { } failure)
        {
            throw Operation.ConjugateUpdate.NoPosterior(_name, failure.Task, failure.Sample, failure.Unit);
        }
    }

    private static ConjugateOptions OptionsOf(Operation.ConjugateUpdate update, VectorWidth width)
    {
        ConjugateForm? form = update.Form switch
        {
            Tensors.ConjugateForm.Cheapest => null,
            Tensors.ConjugateForm.Points => ConjugateForm.Data,
            _ => ConjugateForm.Weight,
        };
        return new ConjugateOptions(width, update.VarianceFloor, form);
    }

    private static ConjugateShape ShapeOf(Operation.ConjugateUpdate update, Line line, Listing listing)
    {
        var shapes = line.Arguments.Take(8).Select(a => listing.Shapes[a]).ToArray();
        var full = Tensors.ConjugateShape.Of(update.Structure, [.. shapes]);
        var (features, targets, noise) = (shapes[2], shapes[3], shapes[4]);
        return new ConjugateShape(
            full.Tasks, full.Samples, full.Units, full.Points, full.FanIn - 1,
            update.Structure == FactorStructure.Diagonal ? FactorKind.Diagonal : FactorKind.Lower,
            shapes[0][0], shapes[1][0], features[1], targets[1], noise[0], noise[1], noise[2], noise[3]);
    }
}
