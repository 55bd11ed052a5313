// LME_s ll_s(D)
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Objectives;

public abstract partial record Objective
{
    /// <summary>The joint predictive density of all points given the context, without a divergence.</summary>
    public sealed record Mpl : Objective
    {
        /// <summary>The objective.</summary>
        /// <param name="samples">S, at least 1.</param>
        public Mpl(int samples)
            : base(samples)
        {
        }

        /// <inheritdoc/>
        public override string Name => "mpl";

        /// <inheritdoc/>
        public override Expr Value(TaskTerms terms) => terms.AllPredictive.LogMeanExp(^1);
    }
}
