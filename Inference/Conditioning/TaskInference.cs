using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// A strategy that treats every data set by itself: <see cref="Fit"/> learns nothing but the scaling of the data, and conditioning does
/// the work. The prior is taken as the description states it, at its start where the description says that it be learned; give a learned
/// prior to have one that was learned from other tasks.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="method">The method with its options.</param>
public sealed class TaskInference(IEngine engine, TaskMethod method) : IInferenceStrategy
{
    /// <summary>A strategy whose posterior of the same data is where this one starts, so that a richer family begins at a poorer one's
    /// optimum, chains at its draws, climbs at draws of what it found; null for the method's own start. A method that has no use for one
    /// refuses it when the process is made.</summary>
    public TaskInference? StartingFrom { get; init; }

    /// <inheritdoc/>
    public Process Fit(
        BnnModel model, TaskSet tasks, FitOptions options, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default) => Under(model, DataFrame.Of(model, tasks));

    /// <summary>The process of a model whose data are scaled as a frame says.</summary>
    /// <param name="model">The description.</param>
    /// <param name="frame">Names, scaling and range of the data.</param>
    /// <exception cref="Foundation.ModelException">The method cannot begin at another's posterior.</exception>
    public TaskProcess Under(BnnModel model, DataFrame frame) =>
        new(engine, model, frame, method, StartingFrom?.Under(model, frame));
}
