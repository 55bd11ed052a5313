using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Takes whitened draws of units that share a diagonal prior factor, keeps them, and writes the weights.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal readonly unsafe struct SharedDraws<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    private readonly ConjugateLayout<T> _layout;
    private readonly ConjugateInputs<T> _inputs;
    private readonly ConjugateOutputs<T> _outputs;
    private readonly T* _mean;
    private readonly T* _weights;

    /// <param name="layout">Places.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="outputs">What is written.</param>
    /// <param name="scratch">Where memory comes from; must outlive this.</param>
    public SharedDraws(
        in ConjugateLayout<T> layout, in ConjugateInputs<T> inputs, in ConjugateOutputs<T> outputs, in Scratch.Frame scratch)
    {
        (_layout, _inputs, _outputs) = (layout, inputs, outputs);
        Factor = scratch.TakeZeroed<T>(layout.WeightStride);
        _mean = scratch.TakeZeroed<T>(layout.WeightStride);
        _weights = scratch.Take<T>(layout.WeightStride);
        new Span<T>(inputs.Factor, layout.Shape.Weights).CopyTo(new Span<T>(Factor, layout.Shape.Weights));
    }

    /// <summary>l, padded with zeros.</summary>
    public T* Factor { get; }

    /// <summary>Whether posterior means are wanted: member number <see cref="ConjugateShape.Members"/>.</summary>
    public bool WantsMean => _outputs.PosteriorMean is not null;

    /// <summary>Keeps a draw for the derivatives of the prior, and writes w = mu + l v.</summary>
    /// <param name="group">The posterior.</param>
    /// <param name="b">Its task.</param>
    /// <param name="g">Its number within the task.</param>
    /// <param name="member">The member, or their number for the mean, which goes to all of them.</param>
    /// <param name="u">The unit.</param>
    /// <param name="v">The draw, padded.</param>
    public void Put(in ConjugateGroup<T> group, int b, int g, int member, int u, T* v)
    {
        var shape = _layout.Shape;
        int weights = group.Weights, members = group.Members;
        bool isMean = member == members;
        long row = ((((long)b * shape.Groups) + g) * members) + (isMean ? 0 : member);
        if (!isMean && _outputs.Residuals is not null)
        {
            T* draw = _outputs.Residuals + _layout.Panels + (u * _layout.UnitStride) + (row * group.DrawStride);
            new Span<T>(v, weights).CopyTo(new Span<T>(DrawRow.Start(group, draw), weights));
        }
        T* source = _inputs.Mean + ((long)(shape.MeanUnits == 1 ? 0 : u) * weights);
        new Span<T>(source, weights).CopyTo(new Span<T>(_mean, weights));
        for (int at = 0; at < weights; at += TLanes.Count)
        {
            TLanes.Store(_weights + at, TLanes.MultiplyAdd(TLanes.Load(Factor + at), TLanes.Load(v + at), TLanes.Load(_mean + at)));
        }
        T* target = isMean ? _outputs.PosteriorMean : _outputs.Weights;
        for (int repeat = 0; repeat < (isMean ? members : 1); repeat++, row++)
        {
            new Span<T>(_weights, weights).CopyTo(new Span<T>(target + (((row * shape.Units) + u) * weights), weights));
        }
    }
}
