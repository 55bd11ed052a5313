using ProbBnn.Foundation;
using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>
/// How the posterior of one data set is found: a method with its options, an immutable value. Methods are interchangeable: all are run by
/// <see cref="TaskInference"/> or <see cref="TaskFit"/>, resume from a <see cref="FitState"/>, and end in a <see cref="Posterior"/>.
/// </summary>
public abstract record TaskMethod
{
    private protected TaskMethod()
    {
    }

    /// <summary>The seed of everything random in the method.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The short name, as the tool spells it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the method can begin at a posterior that another has found.</summary>
    internal virtual bool TakesStart => true;

    /// <summary>Refuses to begin at another's posterior where the method has no use for one, before that is found.</summary>
    /// <exception cref="ModelException">It has none.</exception>
    internal void RequireTakesStart()
    {
        if (!TakesStart)
        {
            throw new ModelException(new Problem(
                "the method cannot start at another's posterior", "method", Name,
                "a Gaussian family, a sampler, map, ensemble, swag or per-task", "leave the start out"));
        }
    }

    /// <summary>Refuses options outside their ranges.</summary>
    internal abstract void Validate();

    /// <summary>Begins, or goes on from a state.</summary>
    /// <param name="problem">Model and data.</param>
    /// <param name="state">The tensors of a state of this method, or null for a new start.</param>
    /// <param name="start">A posterior of the same data to start from, or null; only for a new start.</param>
    internal abstract ITaskFit Begin(TaskProblem problem, ParameterSet? state, Posterior? start);

    /// <summary>The posterior that a state stands for.</summary>
    internal abstract Posterior Posterior(TaskProblem problem, ParameterSet state);
}
