using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Objectives;

/// <summary>
/// What training maximises: a closed union, one formula a file. C are context points, T targets, D both; ll_s(A) is the log likelihood
/// of the points A
/// under weight sample s of S, KL the divergence of sample s, LME_s z_s = log((1/S) sum_s exp z_s). All after Rochussen and Fortuin,
/// ICLR 2026.
/// </summary>
public abstract partial record Objective
{
    private Objective(int samples) => Samples = samples > 0
        ? samples
        : throw new Foundation.OptionException(new Foundation.Problem(
            "an objective needs weight samples", "objective.samples", $"{samples}", "at least 1", "8 to 32 are usual"));

    /// <summary>S, the number of weight samples of each task.</summary>
    public int Samples { get; }

    /// <summary>The short name, as the tool spells it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether tasks are split into context and target; the whole task is context where not.</summary>
    public virtual bool SplitsTasks => true;

    /// <summary>Whether weights are drawn given context and targets together, of which only the context is known beforehand; given the
    /// context alone where not.</summary>
    public virtual bool ConditionsOnTargets => false;

    /// <summary>The value of the objective for each task.</summary>
    /// <param name="terms">The ingredients.</param>
    /// <returns>[tasks], to be maximised.</returns>
    public abstract Expr Value(TaskTerms terms);
}
