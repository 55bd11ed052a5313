using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Hosting;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>The options of the family of functions drawn from a network's prior.</summary>
internal sealed class BnnGenerator
{
    private readonly Option<string> model = Options.Value("--model", "FILE", "network as JSON, instead of the following options");
    private readonly Option<string> hidden = Options.Value("--hidden", "W,W..", "widths of the hidden layers (50,50)");
    private readonly Option<string> activation = Options.Value("--activation", "NAME", "activation of the hidden layers (tanh)");

    public IReadOnlyList<Option> All => [model, hidden, activation];

    /// <summary>Generates from the network that the options name.</summary>
    public int Generate(ParseResult parsed, GenerateOptions options, ToolHost host)
    {
        var network = Network(parsed);
        using var services = ToolHost.Services(new EngineChoice(EnginePrecision.Double, null, new EngineKind.Managed()));
        return options.Generate(parsed, new BnnFamily(services.GetRequiredService<IEngine>(), network), host);
    }

    private BnnModel Network(ParseResult parsed)
    {
        if (parsed.Text(model) is not { } path)
        {
            return Network(parsed.Read(hidden, Parse.Widths, [50, 50]), parsed.Read(activation, Parse.Activation, Activation.Tanh));
        }
        if (new[] { hidden, activation }.FirstOrDefault(option => parsed.Has(option)) is { } other)
        {
            throw Options.Contradiction(other.Name, model.Name, "leave one of them out");
        }
        var read = new ModelChoice.FromFile(path).Read();
        return read is { Outputs: 1, Likelihood: Likelihood.Gaussian } ? read : throw new DataException(new Problem(
            "the model cannot generate tasks", path, Expected: "one output with a Gaussian likelihood", Remedy: "name another model"));
    }

    // All weights N(0, 1 / fan-in).
    private static BnnModel Network(ValueList<int> hidden, Activation activation)
    {
        var prior = Prior.PerWeight().ScaledByFanIn();
        return hidden
            .Aggregate(Bnn.Regression(1, 1), (network, width) => network.Hidden(width, activation, prior))
            .Output(prior).Observe(Likelihood.Gaussian(StdDev.Of(1))).Build();
    }
}
