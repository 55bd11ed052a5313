// mean_s [ ll_s(T) - KL_s ]
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Objectives;

public abstract partial record Objective
{
    /// <summary>The posterior of the context scored on the targets only.</summary>
    public sealed record PoAvi : Objective
    {
        /// <summary>The objective.</summary>
        /// <param name="samples">S, at least 1.</param>
        public PoAvi(int samples)
            : base(samples)
        {
        }

        /// <inheritdoc/>
        public override string Name => "po-avi";

        /// <inheritdoc/>
        public override Expr Value(TaskTerms terms) => (terms.TargetLogDensity - terms.Divergence).Mean(^1);
    }
}
