using System.Collections.Immutable;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The values of a model's learned tensors, by name, in the model's order. Immutable.</summary>
public sealed class ParameterSet
{
    private readonly ImmutableDictionary<string, Tensor> values;

    /// <summary>A set of named values.</summary>
    /// <param name="parameters">Names and values, in order.</param>
    public ParameterSet(IEnumerable<(string Name, Tensor Value)> parameters)
    {
        var list = parameters.ToList();
        Names = [.. list.Select(p => p.Name)];
        values = list.ToImmutableDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
    }

    /// <summary>The names, in order.</summary>
    public ValueList<string> Names { get; }

    /// <summary>Number of learned numbers in all.</summary>
    public long Size => Names.Sum(n => (long)values[n].Shape.Size);

    /// <summary>The value of a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Tensor this[string name] => values[name];

    /// <summary>Whether there is a parameter of a name.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => values.ContainsKey(name);

    /// <summary>Every parameter at its start, each from the key folded with its name.</summary>
    /// <param name="specs">The model's parameters.</param>
    /// <param name="key">The key of the start.</param>
    public static ParameterSet Start(IEnumerable<ParameterSpec> specs, RandomKey key) =>
        new(specs.Select(s => (s.Name, s.Start(key.Fold(s.Name)))));

    /// <summary>A set of zeros of the same names and shapes.</summary>
    /// <param name="specs">The model's parameters.</param>
    public static ParameterSet Zeros(IEnumerable<ParameterSpec> specs) => new(specs.Select(s => (s.Name, Tensor.Fill(s.Shape, 0))));
}
