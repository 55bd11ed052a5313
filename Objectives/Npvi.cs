// mean_s [ ll_s(T) - KL( q(W | D), q(W | C) )_s ],  W_s ~ q(W | D)
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Objectives;

public abstract partial record Objective
{
    /// <summary>
    /// Neural-process variational inference: the targets under the posterior of all points, and its divergence from the posterior of the
    /// context, which takes the prior's place.
    /// </summary>
    public sealed record Npvi : Objective
    {
        /// <summary>The objective.</summary>
        /// <param name="samples">S, at least 1.</param>
        public Npvi(int samples)
            : base(samples)
        {
        }

        /// <inheritdoc/>
        public override string Name => "npvi";

        /// <inheritdoc/>
        public override bool ConditionsOnTargets => true;

        /// <inheritdoc/>
        public override Expr Value(TaskTerms terms) => (terms.TargetLogDensity - terms.DivergenceFromKnown).Mean(^1);
    }
}
