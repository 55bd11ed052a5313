using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// What the steps of a dense network and of its reverse mode share: sizes, the places of features and weights, and how items are shared
/// among threads.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class DenseArguments<T>
    where T : unmanaged
{
    private const double NanosecondsOfMultiplyAdd = 0.06;

    private readonly int[] _arguments, _sizes;
    private readonly double _cost;

    /// <summary>Reads the sizes off the arguments' shapes.</summary>
    /// <param name="network">The hidden layers.</param>
    /// <param name="line">The network or its reverse mode.</param>
    /// <param name="listing">The listing.</param>
    /// <param name="lanes">Elements of a register.</param>
    public DenseArguments(Operation.DenseNetwork network, Line line, Listing listing, int lanes)
    {
        var shapes = line.Arguments.Take(network.Hidden.Count + 2).Select(a => listing.Shapes[a]).ToArray();
        Layout = new DenseLayout(network, [.. shapes], lanes, sizeof(T));
        _arguments = [.. line.Arguments];
        _sizes = [.. shapes[1..].Select(weights => weights[2] * weights[3])];
        _cost = NanosecondsOfMultiplyAdd * Layout.Points * _sizes.Sum() * sizeof(T) / 8;
    }

    /// <summary>Sizes and places.</summary>
    public DenseLayout Layout { get; }

    /// <summary>Items that one thread does one after the other.</summary>
    /// <param name="threads">Number of threads.</param>
    /// <param name="passes">How many times the multiply-adds of the network an item takes.</param>
    public int Grain(int threads, int passes) => Managed.Grain.Rows(Layout.Items, _cost * passes, threads);

    /// <summary>Finds features and weights of an item.</summary>
    /// <param name="frame">Where the values of a session lie.</param>
    /// <param name="at">The item.</param>
    /// <param name="weights">Room for a place a layer.</param>
    public DenseItem<T> Item(in Frame<T> frame, int at, T** weights)
    {
        for (int layer = 0; layer < _sizes.Length; layer++)
        {
            weights[layer] = frame.Values[_arguments[layer + 1]] + ((nint)at * _sizes[layer]);
        }
        nint features = (nint)Layout.Points * Layout.Width(0) * (Layout.SharesFeatures ? at / Layout.Shape.Samples : at);
        return new DenseItem<T> { Features = frame.Values[_arguments[0]] + features, Weights = weights };
    }

    /// <summary>An item's part of a tensor with one row of so many elements a point, or null for none.</summary>
    public T* Rows(in Frame<T> frame, int value, int at, int width) =>
        value < 0 ? null : frame.Values[value] + ((nint)at * Layout.Points * width);

    /// <summary>An item's part of a layer's weights, or null for none.</summary>
    public T* Weights(in Frame<T> frame, int value, int at, int layer) =>
        value < 0 ? null : frame.Values[value] + ((nint)at * _sizes[layer]);
}
