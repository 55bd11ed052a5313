using ProbBnn.Data;
using ProbBnn.Dsl;

namespace ProbBnn.Inference;

/// <summary>A way to update beliefs. Strategies are interchangeable: the same model, tasks, process and posterior types for all.</summary>
public interface IInferenceStrategy
{
    /// <summary>Learns whatever the strategy learns from many tasks. A strategy for single data sets learns nothing here.</summary>
    /// <param name="model">The description.</param>
    /// <param name="tasks">Training tasks, in their own units.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told after every step; null for nobody.</param>
    /// <param name="cancellation">Ends training early; what was learned so far is returned.</param>
    Process Fit(
        BnnModel model, TaskSet tasks, FitOptions options, IProgress<TrainingProgress>? progress = null,
            CancellationToken cancellation = default);
}
