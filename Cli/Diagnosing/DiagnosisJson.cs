using System.Text.Json;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>A diagnosis as JSON. Numbers that are infinite are written as the texts Infinity and -Infinity.</summary>
internal static class DiagnosisJson
{
    /// <summary>The schema of this version.</summary>
    public const string Schema = "probbnn.diagnosis/1";

    /// <summary>Writes its members.</summary>
    public static void Write(Utf8JsonWriter json, FitDiagnosis diagnosis)
    {
        json.WriteString("schema", Schema);
        json.WriteString("inference", diagnosis.Method);
        json.WriteString("task", diagnosis.Task);
        json.WriteNumber("points", diagnosis.Points);
        json.WriteBoolean("finished", diagnosis.IsFinished);
        json.WriteNumber("share_done", diagnosis.ShareDone);
        if (diagnosis.Chains is { } chains)
        {
            json.WriteStartArray("functions");
            foreach (var summary in chains.Summaries)
            {
                Write(json, summary);
            }
            json.WriteEndArray();
        }
        if (diagnosis.Sampler is { } sampler)
        {
            Write(json, sampler);
        }
        if (diagnosis.Bound is { } bound)
        {
            Write(json, bound);
        }
        if (diagnosis.Weights is { } weights)
        {
            Write(json, weights);
        }
        if (diagnosis.LogEvidence is { } exact)
        {
            json.WriteNumber("log_evidence", exact);
        }
        if (diagnosis.LeftOut is { } left)
        {
            Write(json, left);
        }
        Write(json, "in_sample", diagnosis.InSample);
        Write(json, "held_out", diagnosis.HeldOut);
        Write(json, diagnosis.All);
    }

    /// <summary>Writes a bound.</summary>
    public static void Write(Utf8JsonWriter json, EvidenceLowerBound bound)
    {
        json.WriteStartObject("elbo");
        json.WriteNumber("mean", bound.Mean);
        json.WriteNumber("standard_error", bound.StandardError);
        json.WriteNumber("samples", bound.Samples);
        json.WriteEndObject();
    }

    /// <summary>Writes what importance weights say.</summary>
    public static void Write(Utf8JsonWriter json, ParetoSmoothedWeights weights)
    {
        json.WriteStartObject("importance_weights");
        Number(json, "khat", weights.Khat);
        Number(json, "largest_khat", weights.LargestKhat);
        Number(json, "log_evidence", weights.LogMeanRatio);
        Number(json, "effective_sample_size", weights.EffectiveSampleSize);
        json.WriteEndObject();
    }

    /// <summary>Writes a verdict: its severity (null where nothing could be checked) and its findings.</summary>
    public static void Write(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteString("severity", verdict.Severity is { } severity ? Word(severity) : null);
        json.WriteStartArray("findings");
        foreach (var finding in verdict.Findings)
        {
            json.WriteStartObject();
            json.WriteString("severity", Word(finding.Severity));
            json.WriteString("quantity", finding.Quantity);
            json.WriteString("measure", finding.Measure);
            Number(json, "value", finding.Value);
            json.WriteString("bound", finding.Bound == Bound.AtMost ? "at_most" : "at_least");
            Number(json, "limit", finding.Limit);
            json.WriteString("advice", finding.Advice);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes a number that may be infinite.</summary>
    public static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, value > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter json, ChainSummary summary)
    {
        json.WriteStartObject();
        json.WriteString("quantity", summary.Quantity);
        json.WriteNumber("chains", summary.Chains);
        json.WriteNumber("draws", summary.Draws);
        Number(json, "mean", summary.Mean);
        Number(json, "sd", summary.StandardDeviation);
        Number(json, "mcse_mean", summary.McseMean);
        Number(json, "rhat", summary.Rhat);
        Number(json, "ess_bulk", summary.EssBulk);
        Number(json, "ess_tail", summary.EssTail);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HamiltonianSummary sampler)
    {
        json.WriteStartArray("sampler");
        for (int c = 0; c < sampler.Draws.Count; c++)
        {
            json.WriteStartObject();
            json.WriteNumber("draws", sampler.Draws[c]);
            json.WriteNumber("divergences", sampler.Divergences[c]);
            if (sampler.Saturated is { } saturated)
            {
                json.WriteNumber("saturated", saturated[c]);
            }
            if (sampler is { MeanTreeDepth: { } mean, LargestTreeDepth: { } largest })
            {
                json.WriteNumber("mean_tree_depth", mean[c]);
                json.WriteNumber("largest_tree_depth", largest[c]);
            }
            Number(json, "ebfmi", sampler.Ebfmi[c]);
            Number(json, "mean_acceptance", sampler.MeanAcceptance[c]);
            Number(json, "mean_step_size", sampler.MeanStepSize[c]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, LeaveOneOut left)
    {
        json.WriteStartObject("leave_one_out");
        json.WriteNumber("elpd", left.Elpd);
        if (left.StandardError is { } error)
        {
            json.WriteNumber("standard_error", error);
        }
        json.WriteNumber("effective_parameters", left.EffectiveParameters);
        json.WriteNumber("points", left.Points);
        json.WriteNumber("points_above_threshold", left.PointsAboveThreshold);
        Number(json, "largest_khat", left.Khat.Max());
        json.WriteNumber("draws", left.Draws);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, PredictiveCheck check)
    {
        switch (check)
        {
            case { Values: { } values }:
                json.WriteStartObject(name);
                json.WriteNumber("values", values.Pit.Count);
                json.WriteNumber("coverage_50", values.Coverage(0.5));
                json.WriteNumber("coverage_90", values.Coverage(0.9));
                json.WriteEndObject();
                break;
            case { Labels: { } labels }:
                json.WriteStartObject(name);
                LabelsJson.Write(json, labels);
                json.WriteEndObject();
                break;
            default:
                json.WriteNull(name);
                break;
        }
    }
}
