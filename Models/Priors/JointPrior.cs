// w_l = mu_l + sum_{k<l} L_lk z_k + L_ll z_l with z ~ N(0, I): the block rows of one lower triangle over the layers, exact and without an
// inverse. For a prior over single layers there are no L_lk.
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The Gaussian prior of all W weights of a layer together, unit by unit, given the B weights of the layers below.</summary>
/// <param name="Mean">Prior means mu_l [units, fanIn].</param>
/// <param name="Factor">L_ll, lower, scaling included [W, W].</param>
/// <param name="Below">L_lk, all layers below side by side, scaling included [W, B]; null where there is no correlation with them.</param>
public sealed record JointPrior(Expr Mean, Expr Factor, Expr? Below)
{
    /// <summary>The mean given the layers below, [units, fanIn] or [tasks, samples, units, fanIn].</summary>
    /// <param name="below">Whitened coordinates z of all layers below [tasks, samples, B]; null for the first layer.</param>
    public Expr MeanGiven(Expr? below)
    {
        if (Below is null || below is null)
        {
            return Mean;
        }
        var shift = Expr.MatMul(below, Below, transposeRight: true);
        return Mean + shift.Reshape([below.Shape[0], below.Shape[1], Mean.Shape[0], Mean.Shape[1]]);
    }

    /// <summary>L_ll z as weights [tasks, samples, units, fanIn].</summary>
    /// <param name="whitened">Whitened coordinates z of this layer [tasks, samples, W, 1].</param>
    public Expr Times(Expr whitened) => Expr.MatMul(Factor, whitened)
        .Reshape([whitened.Shape[0], whitened.Shape[1], Mean.Shape[0], Mean.Shape[1]]);

    /// <summary>Prior draws of the weights [tasks, samples, units, fanIn].</summary>
    /// <param name="noise">Standard normal z of this layer [tasks, samples, units, fanIn].</param>
    /// <param name="below">Those of all layers below [tasks, samples, B]; null for the first layer.</param>
    public Expr Draw(Expr noise, Expr? below) =>
        MeanGiven(below) + Times(noise.Reshape([noise.Shape[0], noise.Shape[1], Factor.Shape[0], 1]));

    /// <summary>Whitened coordinates of one more layer behind those below [tasks, samples, B + W].</summary>
    /// <param name="below">Those of the layers below [tasks, samples, B]; null for none.</param>
    /// <param name="own">Those of the layer, of any shape [tasks, samples, ..] with W numbers.</param>
    public static Expr Stack(Expr? below, Expr own)
    {
        var flat = own.Reshape([own.Shape[0], own.Shape[1], own.Shape.Size / Math.Max(1, own.Shape[0] * own.Shape[1])]);
        return below is null ? flat : Expr.Concat(2, below, flat);
    }
}
