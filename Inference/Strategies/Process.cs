using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>A stochastic process over functions: condition it on a context to get a posterior.</summary>
public abstract class Process
{
    private protected Process(BnnModel model, DataFrame frame)
    {
        Model = model;
        Frame = frame;
    }

    /// <summary>The description.</summary>
    public BnnModel Model { get; }

    /// <summary>Names, scaling and range of the training data.</summary>
    public DataFrame Frame { get; }

    /// <summary>The posterior given the points of one task, which may be empty.</summary>
    /// <param name="context">The context, in the data's own units.</param>
    /// <param name="progress">Told while it works, where the strategy has work to do; null for nobody.</param>
    /// <param name="cancellation">Ends the work early; what there is so far is returned.</param>
    /// <exception cref="DataException">The context has other dimensions than the model.</exception>
    /// <exception cref="NumericalException">A quantity is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before there was anything to return.</exception>
    public abstract Posterior Condition(
        DataTask context, IProgress<ConditioningProgress>? progress = null, CancellationToken cancellation = default);

    /// <summary>Writes the process to one file, whole or not at all.</summary>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <exception cref="DataException">The file cannot be written.</exception>
    public abstract void Save(string path);

    /// <summary>One function drawn from the prior, with what observes it.</summary>
    /// <param name="inputs">Inputs, row-major [points, inputs], in the data's own units.</param>
    /// <param name="key">The key.</param>
    internal abstract PriorFunction DrawPrior(ReadOnlySpan<double> inputs, RandomKey key);

    /// <summary>The same process with another seed for what is random in conditioning; itself where nothing is.</summary>
    /// <param name="seed">The seed.</param>
    internal virtual Process WithSeed(ulong seed) => this;

    private protected void RequireFits(string id, int inputs, int outputs)
    {
        if (inputs != Model.Inputs || outputs != Model.Outputs)
        {
            throw new DataException(new Problem(
                "the context does not fit the process", $"task {id}",
                $"{inputs} inputs and {outputs} outputs",
                $"{Model.Inputs} inputs ({string.Join(", ", Frame.InputNames)}) and {Model.Outputs} outputs "
                + $"({string.Join(", ", Frame.OutputNames)})"));
        }
    }
}
