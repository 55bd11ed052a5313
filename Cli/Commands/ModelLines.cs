using System.Diagnostics;
using ProbBnn.Dsl;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>What is printed of a model beside its table.</summary>
internal static class ModelLines
{
    /// <summary>What was fitted, where the model was taken from a fit.</summary>
    public static IEnumerable<string> OfFit(ModelSubject subject) => subject.State is not { } state
        ? []
        : [$"fitted: {Phrase.Count(state.Context.Points, "point")} of '{state.Context.Id}' by {FitFacts.Sentence(state.Method)}"];

    /// <summary>The noise of every output in standardised units and in the output's own, as far as they are known.</summary>
    public static IEnumerable<string> Noise(ModelSubject subject)
    {
        if (subject.Model.Likelihood is not Likelihood.Gaussian stated)
        {
            return [];
        }
        if (subject.State is { } state)
        {
            double start = stated.StdDev.Value;
            string inferred = stated.Learning is NoiseLearning.Learned ? ", where its prior starts; it is inferred with the weights" : "";
            bool own = stated.Units == NoiseUnits.Data;
            return state.Frame.OutputNames.Select((name, o) =>
            {
                double scale = state.Frame.OutputScales[o];
                double noise = stated.Learning is NoiseLearning.FixedPerOutput each ? each.StdDevs[o].Value : start;
                return $"noise of {name}: {Phrase.Number(own ? noise / scale : noise)} in standardised units, "
                    + $"{Phrase.Number(own ? noise : noise * scale)} in its own{inferred}";
            });
        }
        if (subject.Process is not { } process)
        {
            string units = stated.Units == NoiseUnits.Data ? "units of the outputs" : "standardised units";
            string when = stated.Learning is NoiseLearning.Learned ? " at the start" : "";
            string noise = stated.Learning is NoiseLearning.FixedPerOutput perOutput
                ? string.Join(", ", perOutput.StdDevs.Select(stdDev => Phrase.Number(stdDev.Value)))
                : Phrase.Number(stated.StdDev.Value);
            return [$"noise: {noise} in {units}{when}; the other units are known once data are"];
        }
        return process.Frame.OutputNames.Select((name, o) =>
            $"noise of {name}: {Phrase.Number(process.NoiseStdDevs[o])} in standardised units, "
            + $"{Phrase.Number(process.NoiseStdDevs[o] * process.Frame.Scaling.Outputs.Scale[o])} in its own");
    }

    /// <summary>Parameters, memory and the cost of a step.</summary>
    public static IEnumerable<string> Cost(ModelSubject subject, IEngine engine)
    {
        if (subject.State is not null)
        {
            return [];
        }
        if (subject.Model.PseudoLikelihood is null)
        {
            return ["cost: none, as a model without inference networks is not trained"];
        }
        var cost = TrainingCost.Of(engine, subject.Model, subject.Objective, subject.Fit, subject.Points, subject.AllPoints);
        string kinds = string.Join(", ", cost.Parameters.Select(p => $"{Phrase.Whole(p.Value)} {Owner(p.Key)}"));
        return
        [
            $"learned parameters: {Phrase.Whole(cost.Parameters.Values.Sum())} ({kinds})",
            $"memory: {Phrase.Bytes(cost.PlannedBytes)} at most, {Phrase.Bytes(cost.EngineBytes)} for steps and validations, "
                + $"{Phrase.Bytes(cost.HostBytes)} for copies of what is learned{(subject.AllPoints > 0 ? " and the data" : "")}",
            $"cost of a step: {Phrase.Number(cost.MultiplyAdds / 1e6)} million multiply-adds",
            $"counted for: {subject.Objective.Name} with {Phrase.Count(subject.Objective.Samples, "weight sample")}, "
                + $"{Phrase.Count(subject.Fit.BatchTasks, "task")} a step of {Phrase.Count(subject.Points, "point")}, at most "
                + $"{cost.ContextPoints} of them context; {engine.Name}",
        ];
    }

    private static string Owner(ParameterRole role) => role switch
    {
        ParameterRole.Prior => "of the prior",
        ParameterRole.InferenceNet => "of the inference networks",
        ParameterRole.Likelihood => "of the likelihood",
        _ => throw new UnreachableException(),
    };
}
