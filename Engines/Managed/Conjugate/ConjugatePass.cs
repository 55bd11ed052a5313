using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The stages of a layer's update for one element type and register width.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class ConjugatePass<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>Panels, then units, then context outputs and sums of the KL.</summary>
    public static ConjugateFailure? Forward(
        in ConjugateShape shape, in ConjugateInputs<T> inputs, in ConjugateOutputs<T> outputs, ConjugateOptions options, WorkerPool pool)
    {
        shape.Check();
        using var scratch = Scratch.Enter();
        var layout = ConjugateLayout<T>.Of(shape, inputs.Counts, options, scratch.Take<ConjugateTask>(shape.Tasks));
        T* panels = outputs.Residuals is null ? scratch.Take<T>((nint)layout.Panels) : outputs.Residuals;
        T* targets = scratch.Take<T>((nint)FeaturePanels<T>.TargetsSize(layout));
        double* divergences = scratch.Take<double>((nint)shape.Tasks * shape.Groups * shape.Units);
        pool.Run(shape.Tasks * shape.Samples, new FeaturePanels<T>(layout, inputs, options.Kappa, panels, targets));
        var plan = BlockPlan.Forward(shape);
        if (shape.Factor == FactorKind.Lower)
        {
            pool.Run(
                plan.Items,
                new ForwardUnits<T, TVector, TLanes, LowerFactor<T, TVector, TLanes>>(
                    layout, plan, inputs, outputs, panels, targets, divergences));
        }
        else
        {
            pool.Run(
                plan.Items,
                new ForwardUnits<T, TVector, TLanes, DiagonalFactor<T, TVector, TLanes>>(
                    layout, plan, inputs, outputs, panels, targets, divergences));
        }
        var shared = new SharedForward<T, TVector, TLanes>(layout, inputs, outputs, panels, targets, divergences);
        pool.Run(shared.Items, shared);
        if (outputs.ContextOutputs is not null)
        {
            pool.Run(shape.Tasks * shape.Samples, new LayerOutputs<T, TVector, TLanes>(layout, outputs, panels));
        }
        return SumDivergences(shape, divergences, outputs.Divergence);
    }

    /// <summary>Units by blocks, then sums over the blocks.</summary>
    public static void Backward(
        in ConjugateShape shape, in ConjugateInputs<T> inputs, in ConjugateAdjoints<T> adjoints, in ConjugateGradients<T> gradients,
        ConjugateOptions options, WorkerPool pool)
    {
        shape.Check();
        using var scratch = Scratch.Enter();
        var layout = ConjugateLayout<T>.Of(shape, inputs.Counts, options, scratch.Take<ConjugateTask>(shape.Tasks));
        var plan = BlockPlan.Backward(shape);
        var parts = new GradientParts<T>(layout, plan, gradients, scratch);
        if (shape.Factor == FactorKind.Lower)
        {
            pool.Run(
                plan.Items,
                new BackwardUnits<T, TVector, TLanes, LowerFactor<T, TVector, TLanes>>(
                    layout, plan, inputs, adjoints, parts, options.Kappa));
        }
        else
        {
            pool.Run(
                plan.Items,
                new BackwardUnits<T, TVector, TLanes, DiagonalFactor<T, TVector, TLanes>>(
                    layout, plan, inputs, adjoints, parts, options.Kappa));
        }
        pool.Run(parts.SharedItems, new SharedBackward<T, TVector, TLanes>(layout, inputs, adjoints, parts, options.Kappa));
        var sums = new GradientSums<T>(layout, plan, gradients, parts);
        pool.Run(sums.Items, sums);
    }

    private static ConjugateFailure? SumDivergences(in ConjugateShape shape, double* divergences, T* target)
    {
        ConjugateFailure? failure = null;
        for (int b = 0; b < shape.Tasks; b++)
        {
            for (int s = 0; s < shape.Samples; s++)
            {
                double sum = 0;
                int g = s / shape.Members;
                for (int u = 0; u < shape.Units; u++)
                {
                    double divergence = divergences[((((long)b * shape.Groups) + g) * shape.Units) + u];
                    if (!double.IsFinite(divergence))
                    {
                        failure ??= new ConjugateFailure(b, s, u);
                    }
                    sum += divergence;
                }
                target[((long)b * shape.Samples) + s] = T.CreateTruncating(sum);
            }
        }
        return failure;
    }
}
