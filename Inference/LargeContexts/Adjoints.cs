using System.Collections.Immutable;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Adjoints gathered from several programs, by the name of what they are of.</summary>
internal sealed class Adjoints
{
    private readonly Dictionary<string, double[]> sums = [];

    /// <summary>Adds the adjoints among a program's outputs.</summary>
    public void Add(IReadOnlyList<NamedNumbers> outputs, double factor)
    {
        foreach (var (name, values) in outputs.Where(o => o.Name.StartsWith(LargeGradientPrograms.Bar, StringComparison.Ordinal)))
        {
            if (!sums.TryGetValue(name, out var sum))
            {
                sums[name] = sum = new double[values.Length];
            }
            for (int i = 0; i < values.Length; i++)
            {
                sum[i] += factor * values[i];
            }
        }
    }

    /// <summary>The adjoints that a program takes as inputs, which are then forgotten; zeros where there is none.</summary>
    public IReadOnlyList<NamedNumbers> Take(Program program)
    {
        var taken = new List<NamedNumbers>();
        for (int input = 0; input < program.Inputs.Length; input++)
        {
            string name = program.Inputs[input].Name;
            if (name.StartsWith(LargeGradientPrograms.Bar, StringComparison.Ordinal))
            {
                taken.Add(new NamedNumbers(name, sums.Remove(name, out var sum) ? sum : new double[program.InputShape(input).Size]));
            }
        }
        return taken;
    }

    /// <summary>The adjoints of parameters, zeros where there is none.</summary>
    /// <exception cref="Foundation.NumericalException">One is not finite.</exception>
    public ParameterSet Of(ImmutableArray<ParameterSpec> parameters, string context) => new(parameters.Select(spec =>
    {
        double[] values = sums.GetValueOrDefault(LargeGradientPrograms.Bar + spec.Name) ?? new double[spec.Shape.Size];
        new NamedNumbers(LargeGradientPrograms.Bar + spec.Name, values).RequireFinite($"context {context}");
        return (spec.Name, Tensor.Of(spec.Shape, values));
    }));
}
