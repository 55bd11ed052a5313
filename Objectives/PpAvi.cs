// LME_s ll_s(T) + mean_s [ ll_s(C) - KL_s ]
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Objectives;

public abstract partial record Objective
{
    /// <summary>The proposed objective: the joint predictive density of the targets and the evidence lower bound of the context, so
    /// that posterior, prior and predictions are learned at once.</summary>
    public sealed record PpAvi : Objective
    {
        /// <summary>The objective.</summary>
        /// <param name="samples">S, at least 1.</param>
        public PpAvi(int samples)
            : base(samples)
        {
        }

        /// <inheritdoc/>
        public override string Name => "pp-avi";

        /// <inheritdoc/>
        public override Expr Value(TaskTerms terms) =>
            terms.TargetPredictive.LogMeanExp(^1) + (terms.ContextLogDensity - terms.Divergence).Mean(^1);
    }
}
