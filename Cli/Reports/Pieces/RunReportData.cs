using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli.Reports;

/// <summary>What the page of a training run shows.</summary>
/// <param name="DataName">What was trained on, such as the file's name.</param>
/// <param name="Summary">The run in a sentence or two.</param>
/// <param name="KeyNumbers">Numbers in a large font; may be empty.</param>
/// <param name="Warnings">What the reader should be warned of, a sentence each; may be empty.</param>
/// <param name="Data">Counts of the data: tasks, points, splits, scaling.</param>
/// <param name="Model">The table of the model's layers.</param>
/// <param name="ObjectiveName">The training objective with its unit.</param>
/// <param name="ValidationName">The score of the validation tasks with its unit.</param>
/// <param name="Training">The training run; more than one where runs are compared.</param>
/// <param name="InputLabels">The names of the inputs, [inputs].</param>
/// <param name="OutputLabel">The name of the output that is shown.</param>
/// <param name="Functions">Predictions on validation tasks along one input; empty where the model has more inputs.</param>
/// <param name="Fields">Predictions on validation tasks over two inputs; empty where the model has one or more than two.</param>
/// <param name="Points">Predictions on validation tasks over more inputs; empty where the model has one or two.</param>
/// <param name="Scores">Scores on the validation tasks; may be empty.</param>
/// <param name="Calibration">Calibration on the validation tasks, or null where it was not computed.</param>
/// <param name="Settings">The settings of the run.</param>
/// <param name="Provenance">How the page came about.</param>
public sealed record RunReportData(string DataName, string Summary, ValueList<KeyNumber> KeyNumbers, ValueList<string> Warnings,
    ValueList<Fact> Data, ReportTable Model, string ObjectiveName, string ValidationName, ValueList<TrainingCurve> Training,
        ValueList<string> InputLabels,
    string OutputLabel, ValueList<FunctionPrediction> Functions, ValueList<FieldPrediction> Fields, ValueList<ObservedPrediction> Points,
    ValueList<ModelScore> Scores, Calibration? Calibration, ValueList<Fact> Settings, Provenance Provenance)
{
    /// <summary>What the tasks are called that predictions and scores are of.</summary>
    public string TasksName { get; init; } = "validation tasks";

    /// <summary>Functions drawn from the prior before training, or null where there is more than one input.</summary>
    public SampledFunctions? PriorBefore { get; init; }

    /// <summary>Functions drawn from the prior after training, or null where there is more than one input.</summary>
    public SampledFunctions? PriorAfter { get; init; }
}
