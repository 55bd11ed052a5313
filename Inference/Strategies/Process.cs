using ProbBnn.Data;
using ProbBnn.Dsl;

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
    /// <exception cref="Foundation.DataException">The context has other dimensions than the model.</exception>
    public abstract Posterior Condition(DataTask context);

    /// <summary>Writes the process to one file, whole or not at all.</summary>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <exception cref="Foundation.DataException">The file cannot be written.</exception>
    public abstract void Save(string path);
}
