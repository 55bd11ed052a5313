using System.Collections.Immutable;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// The sizes of a fused dense network, and where the panels of one task and sample lie: what is before and after the nonlinearity of every
/// hidden layer, one row a point, padded to whole registers. The panels of one layer lie together, so that a layer starts at its row offset
/// times the number of rows that there is room for.
/// </summary>
internal sealed class DenseLayout
{
    private const int WidestPanel = 4096, MostRows = 64, LeastRows = 16, CacheLine = 64, Conflict = 512;

    private readonly int[] _widths, _vectors, _strides, _entering, _features;

    /// <summary>Settles sizes and places.</summary>
    /// <param name="network">The hidden layers.</param>
    /// <param name="arguments">Shapes of the features and of every layer's weights.</param>
    /// <param name="lanes">Elements of a register.</param>
    /// <param name="elementSize">Bytes of an element.</param>
    public DenseLayout(Operation.DenseNetwork network, ImmutableArray<Shape> arguments, int lanes, int elementSize)
    {
        (Hidden, Lanes, Layers) = (network.Hidden, lanes, network.Hidden.Count + 1);
        Shape = DenseShape.Of(network.Hidden, arguments);
        (Items, Points) = (Shape.Tasks * Shape.Samples, Shape.Points);
        SharesFeatures = arguments[0][1] == 1;
        _widths = [.. Shape.Widths];
        _vectors = [.. _widths.Select(width => (width + lanes - 1) / lanes)];
        _strides = [.. _vectors.Select(count => Stride(count * lanes, elementSize))];
        (_entering, _features) = (new int[Layers], new int[Layers]);
        for (int layer = 1; layer <= Hidden.Count; layer++)
        {
            _features[layer] = RowSize;
            _entering[layer] = KeepsEntering(layer) ? RowSize + Stride(layer) : RowSize;
            RowSize = _entering[layer] + Stride(layer);
        }
        WidestRow = _strides.Max();
        BlockRows = new EvenCut(Shape.Points, Math.Clamp(WidestPanel / Math.Max(WidestRow, 1), LeastRows, MostRows)).Length(0);
    }

    /// <summary>The hidden layers.</summary>
    public ValueList<DenseLayer> Hidden { get; }

    /// <summary>Tasks, samples, points, widths.</summary>
    public DenseShape Shape { get; }

    /// <summary>Elements of a register.</summary>
    public int Lanes { get; }

    /// <summary>Whether all samples of a task have the same features.</summary>
    public bool SharesFeatures { get; }

    /// <summary>Elements that are kept of one point.</summary>
    public int RowSize { get; }

    /// <summary>The longest padded row.</summary>
    public int WidestRow { get; }

    /// <summary>Points that go through the layers together, at most.</summary>
    public int BlockRows { get; }

    /// <summary>Number of layers.</summary>
    public int Layers { get; }

    /// <summary>Tasks times samples.</summary>
    public int Items { get; }

    /// <summary>Number of points.</summary>
    public int Points { get; }

    /// <summary>Elements that are kept of one task and sample.</summary>
    public int ItemSize => checked(Points * RowSize);

    /// <summary>
    /// Whether fusing pays: beyond this width the generic product is as fast, since its panels are packed and it shares one task's rows
    /// among threads.
    /// </summary>
    /// <param name="shape">Sizes of the network.</param>
    public static bool Pays(DenseShape shape) =>
        shape.Widths.Skip(1).All(width => width is >= 1 and <= 128) && shape.Widths[0] <= 128;

    /// <summary>Width of a layer, 0 that of the features.</summary>
    public int Width(int layer) => _widths[layer];

    /// <summary>Distance of neighbouring rows of a layer's panels, 0 for the features.</summary>
    public int Stride(int layer) => _strides[layer];

    /// <summary>Registers of a padded row.</summary>
    public int Vectors(int layer) => _vectors[layer];

    /// <summary>Whether rows of that width are whole registers.</summary>
    public bool IsWhole(int layer) => Width(layer) == Vectors(layer) * Lanes;

    /// <summary>Whether a layer is so narrow that most lanes along it would be idle.</summary>
    public bool IsThin(int layer) => 2 * Width(layer) <= Lanes;

    /// <summary>Where a layer's entering values start, for panels of so many rows.</summary>
    public int Entering(int layer, int rows) => _entering[layer] * rows;

    /// <summary>Where a layer's features start, for panels of so many rows.</summary>
    public int Features(int layer, int rows) => _features[layer] * rows;

    /// <summary>The layer above, if it adds what entered this one's nonlinearity.</summary>
    public bool IsSkipped(int layer) => layer < Hidden.Count && Hidden[layer].IsResidual;

    /// <summary>Rows that lie a large power of two apart would fight for the same lines of the cache.</summary>
    private static int Stride(int elements, int elementSize) =>
        elements > 0 && elements * elementSize % Conflict == 0 ? elements + (CacheLine / elementSize) : elements;

    private bool KeepsEntering(int layer) => Hidden[layer - 1].Activation switch
    {
        DenseActivation.Identity => false,
        DenseActivation.Relu or DenseActivation.Tanh or DenseActivation.Sigmoid => IsSkipped(layer),
        _ => true,
    };
}
