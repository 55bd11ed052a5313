// mean_s [ ll_s(D) - KL_s ], C = D
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Objectives;

public abstract partial record Objective
{
    /// <summary>Amortised variational inference: the evidence lower bound with the whole task as context.</summary>
    public sealed record Avi : Objective
    {
        /// <summary>The objective.</summary>
        /// <param name="samples">S, at least 1.</param>
        public Avi(int samples)
            : base(samples)
        {
        }

        /// <inheritdoc/>
        public override string Name => "avi";

        /// <inheritdoc/>
        public override bool SplitsTasks => false;

        /// <inheritdoc/>
        public override Expr Value(TaskTerms terms) => (terms.ContextLogDensity - terms.Divergence).Mean(^1);
    }
}
