using System.Collections.Immutable;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>
/// What a description means: its learned tensors, and the expressions of priors, inference networks and likelihood over them. The
/// tensors are a
/// program's inputs, or constants once they are known.
/// </summary>
public sealed class LoweredModel
{
    private readonly double[] outputScales;
    private readonly Func<string, Expr> parameter;
    private readonly ImmutableArray<LayerPrior?> unitPriors;
    private readonly ImmutableArray<JointPrior?> jointPriors;

    private LoweredModel(BnnModel model, double[] outputScales, ImmutableArray<ParameterSpec> parameters, Func<string, Expr> parameter)
    {
        Model = model;
        Parameters = parameters;
        this.outputScales = outputScales;
        this.parameter = parameter;
        unitPriors = [.. Enumerable.Range(0, model.LayerCount).Select(l => LayerPriors.Of(model, l, parameter))];
        jointPriors = [.. Enumerable.Range(0, model.LayerCount).Select(l => LayerPriors.JointOf(model, l, parameter))];
        Likelihood = LikelihoodTerms.Of(model, outputScales, parameter);
    }

    /// <summary>The description.</summary>
    public BnnModel Model { get; }

    /// <summary>The learned tensors: layer by layer the prior's and the inference network's, then the likelihood's.</summary>
    public ImmutableArray<ParameterSpec> Parameters { get; }

    /// <summary>The likelihood.</summary>
    public LikelihoodTerms Likelihood { get; }

    /// <summary>The prior of a layer of independent units.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ModelException">The layer's units are correlated a priori.</exception>
    public LayerPrior PriorOf(int layer) => unitPriors[layer] ?? throw new ModelException(new Problem(
        "this needs units that are independent a priori", $"{Model.PathOf(layer)}.prior.structure",
        Model.PriorOf(layer).Structure.GetType().Name, "PerUnit or PerWeight",
        "use Prior.PerUnit() or Prior.PerWeight() in every layer, or condition an amortised process on all points at once"));

    /// <summary>The prior of a layer whose units are correlated; null where they are independent.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    public JointPrior? JointPriorOf(int layer) => jointPriors[layer];

    /// <summary>Lowers a description, with its learned tensors as inputs named like the parameters.</summary>
    /// <param name="model">The description.</param>
    /// <param name="outputScales">The scale of each output: what one scaled unit is in the data's units; ones where outputs are not
    /// scaled.</param>
    public static LoweredModel Of(BnnModel model, ReadOnlySpan<double> outputScales)
    {
        double[] scales = outputScales.ToArray();
        var specs = ParametersOf(model, scales).ToImmutableArray();
        var inputs = specs.ToDictionary(s => s.Name, s => s.AsInput());
        return new LoweredModel(model, scales, specs, name => inputs[name]);
    }

    /// <summary>The same with the learned tensors as constants.</summary>
    /// <param name="values">A value for every parameter.</param>
    public LoweredModel With(ParameterSet values)
    {
        var constants = Parameters.ToDictionary(s => s.Name, s => Expr.Constant(values[s.Name]));
        return new LoweredModel(Model, outputScales, Parameters, name => constants[name]);
    }

    /// <summary>A parameter's expression.</summary>
    /// <param name="name">Its name.</param>
    public Expr Parameter(string name) => parameter(name);

    private static IEnumerable<ParameterSpec> ParametersOf(BnnModel model, double[] outputScales)
    {
        for (int layer = 0; layer < model.LayerCount; layer++)
        {
            foreach (var spec in LayerPriors.Parameters(model, layer))
            {
                yield return spec;
            }
            foreach (var spec in model.PseudoLikelihood is null ? [] : InferenceNet.Of(model, layer).Parameters())
            {
                yield return spec;
            }
        }
        foreach (var spec in NoiseStdDev.Parameters(model.Likelihood, outputScales))
        {
            yield return spec;
        }
    }
}
