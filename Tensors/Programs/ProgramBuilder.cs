using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>
/// Numbers the values under a program's outputs: equal applications once, constant ones evaluated, unused results dropped.
/// </summary>
internal sealed class ProgramBuilder
{
    private const int AlwaysFold = 4096;

    private readonly List<(Operation Operation, ValueList<int> Arguments, ImmutableArray<int> Results)> steps = [];
    private readonly Dictionary<(Operation, ValueList<int>), ImmutableArray<int>> known = [];
    private readonly Dictionary<(Node, int), int> numbers = [];
    private readonly List<Shape> shapes = [];
    private readonly Dictionary<int, Tensor> constants = [];

    public Program Build((string Name, Expr Value)[] outputs, (Expr Input, Expr Value)[] updates)
    {
        RequireDistinct(outputs.Select(o => o.Name), "two outputs have the same name", "output");
        RequireDistinct(
            updates.Select(u => u.Input.Node.Operation).OfType<Operation.Input>().Select(i => i.Label),
            "an input is given two new values", "update of input");
        var roots = outputs.Select(o => o.Value).Concat(updates.SelectMany(u => new[] { u.Input, u.Value })).ToImmutableArray();
        foreach (var node in Graph.InOrder(roots))
        {
            Number(node);
        }
        return Prune(
            [.. outputs.Select(o => new Binding(o.Name, Find(o.Value)))],
            [.. updates.Select(u => CheckedUpdate(u.Input, u.Value))]);
    }

    private static void RequireDistinct(IEnumerable<string> names, string what, string where)
    {
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{where} '{twice.Key}': {what}.");
        }
    }

    private int Find(Expr value) => numbers[(value.Node, value.Output)];

    private void Number(Node node)
    {
        ValueList<int> arguments = [.. node.Arguments.Select(Find)];
        var results = Fold(node, arguments) ?? Unchanged(node, arguments) ?? Apply(node.Operation, arguments, node.Shapes);
        for (int i = 0; i < results.Length; i++)
        {
            numbers[(node, i)] = results[i];
        }
    }

    private ImmutableArray<int>? Fold(Node node, ValueList<int> arguments)
    {
        bool leaf = node.Operation is Operation.Input or Operation.Constant or Operation.KeyedNormal or Operation.KeyedNormalAt;
        if (leaf || node.Operation is Operation.Composite || !arguments.All(constants.ContainsKey))
        {
            return null;
        }
        long before = arguments.Sum(a => shapes[a].LongSize), after = node.Shapes.Sum(s => s.LongSize);
        if (after > Math.Max(before, AlwaysFold))
        {
            return null;
        }
        var values = node.Operation.Evaluate([.. arguments.Select(a => constants[a])]);
        return [.. values.Select(v => Apply(new Operation.Constant(v), [], [v.Shape])[0])];
    }

    /// <summary>A product with ones is the other factor, a sum with zeros the other term.</summary>
    private ImmutableArray<int>? Unchanged(Node node, ValueList<int> arguments)
    {
        if (node.Operation is not (Operation.Multiply or Operation.Add))
        {
            return null;
        }
        double neutral = node.Operation is Operation.Multiply ? 1 : 0;
        bool IsNeutral(int value) => constants.TryGetValue(value, out var constant) && !constant.Doubles.ContainsAnyExcept(neutral);
        foreach (var (part, other) in new[] { (arguments[0], arguments[1]), (arguments[1], arguments[0]) })
        {
            if (shapes[other].Equals(node.Shapes[0]) && IsNeutral(part))
            {
                return [other];
            }
        }
        return null;
    }

    private ImmutableArray<int> Apply(Operation operation, ValueList<int> arguments, ImmutableArray<Shape> results)
    {
        if (known.TryGetValue((operation, arguments), out var existing))
        {
            return existing;
        }
        var added = results.Select((_, i) => shapes.Count + i).ToImmutableArray();
        shapes.AddRange(results);
        steps.Add((operation, arguments, added));
        known[(operation, arguments)] = added;
        if (operation is Operation.Constant constant)
        {
            constants[added[0]] = constant.Value;
        }
        return added;
    }

    private (string Input, int Value) CheckedUpdate(Expr input, Expr value)
    {
        if (input.Node.Operation is not Operation.Input { Label: var name })
        {
            throw new ArgumentException($"Only an input can be updated, not {input}.", nameof(input));
        }
        return value.Shape.Equals(input.Shape)
            ? (name, Find(value))
            : throw new ShapeException(new Problem(
                "the new value has another shape than the input", $"update of '{name}'", $"{value.Shape}", $"{input.Shape}"));
    }

    private Program Prune(ImmutableArray<Binding> outputs, ImmutableArray<(string Input, int Value)> updates)
    {
        var used = new HashSet<int>(outputs.Select(o => o.Value).Concat(updates.Select(u => u.Value)));
        var updated = updates.Select(u => u.Input).ToHashSet();
        var kept = new List<(Operation Operation, ValueList<int> Arguments, ImmutableArray<int> Results)>();
        foreach (var step in Enumerable.Reverse(steps))
        {
            bool state = step.Operation is Operation.Input input && updated.Contains(input.Label);
            if (state || step.Results.Any(used.Contains))
            {
                kept.Add(step);
                used.UnionWith(step.Results.Take(state ? 1 : 0));
                used.UnionWith(step.Arguments);
            }
        }
        kept.Reverse();
        var renumbered = new Dictionary<int, int>();
        foreach (int value in kept.SelectMany(s => s.Results).Where(used.Contains))
        {
            renumbered[value] = renumbered.Count;
        }
        var inputs = Sorted(kept, renumbered);
        var names = inputs.Select(i => i.Name).ToList();
        return new Program(
            [.. kept.Select(s => new Instruction(
                s.Operation,
                [.. s.Arguments.Select(a => renumbered[a])],
                [.. s.Results.Select(r => renumbered.GetValueOrDefault(r, -1))]))],
            [.. renumbered.Keys.Select(v => shapes[v])],
            inputs,
            Keys(kept),
            [.. outputs.Select(o => o with { Value = renumbered[o.Value] })],
            [.. updates.Select(u => new StateUpdate(names.IndexOf(u.Input), renumbered[u.Value]))]);
    }

    private static ImmutableArray<Binding> Sorted(
        List<(Operation Operation, ValueList<int> Arguments, ImmutableArray<int> Results)> kept, Dictionary<int, int> renumbered)
    {
        var inputs = kept.Where(s => s.Operation is Operation.Input)
            .Select(s => new Binding(((Operation.Input)s.Operation).Label, renumbered[s.Results[0]]))
            .OrderBy(b => b.Name, StringComparer.Ordinal).ToImmutableArray();
        var twice = inputs.GroupBy(b => b.Name).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? inputs : throw new ShapeException(new Problem("an input is used with two shapes", $"input '{twice.Key}'"));
    }

    private static ImmutableArray<KeyInput> Keys(List<(Operation Operation, ValueList<int> Arguments, ImmutableArray<int> Results)> kept)
    {
        var keys = kept.Select(s => KeysOf(s.Operation)).OfType<KeyInput>().Distinct()
            .OrderBy(k => k.Name, StringComparer.Ordinal).ToImmutableArray();
        var twice = keys.GroupBy(k => k.Name).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? keys : throw new ShapeException(new Problem("keys are used with two shapes", $"key input '{twice.Key}'"));
    }

    private static KeyInput? KeysOf(Operation operation) => operation switch
    {
        Operation.KeyedNormal noise => new KeyInput(noise.Keys, noise.Batch),
        Operation.KeyedNormalAt noise => new KeyInput(noise.Keys, noise.Batch),
        _ => null,
    };
}
