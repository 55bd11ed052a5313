// mean_s [ ll_s(D) - KL_s ]
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Objectives;

public abstract partial record Objective
{
    /// <summary>The posterior of the context scored on all points.</summary>
    public sealed record PAvi : Objective
    {
        /// <summary>The objective.</summary>
        /// <param name="samples">S, at least 1.</param>
        public PAvi(int samples)
            : base(samples)
        {
        }

        /// <inheritdoc/>
        public override string Name => "p-avi";

        /// <inheritdoc/>
        public override Expr Value(TaskTerms terms) => (terms.ContextLogDensity + terms.FreshTargetLogDensity - terms.Divergence).Mean(^1);
    }
}
