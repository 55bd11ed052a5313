// sum_n LME_s log p(y_n | f_s), n in D
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Objectives;

public abstract partial record Objective
{
    /// <summary>The predictive densities of all points given the context, each point by itself, without a divergence: what the marginal
    /// scores of <c>evaluate</c> measure, blind to how points hang together.</summary>
    public sealed record MplByPoint : Objective
    {
        /// <summary>The objective.</summary>
        /// <param name="samples">S, at least 1.</param>
        public MplByPoint(int samples)
            : base(samples)
        {
        }

        /// <inheritdoc/>
        public override string Name => "mpl-by-point";

        /// <inheritdoc/>
        public override Expr Value(TaskTerms terms) => terms.PredictiveByPoint.LogMeanExp(1).Sum(^1);
    }
}
