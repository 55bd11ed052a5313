// mean_s ll_s(D)
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Objectives;

public abstract partial record Objective
{
    /// <summary>Neural-process maximum likelihood: the expected log likelihood of all points, without a divergence.</summary>
    public sealed record Npml : Objective
    {
        /// <summary>The objective.</summary>
        /// <param name="samples">S, at least 1.</param>
        public Npml(int samples)
            : base(samples)
        {
        }

        /// <inheritdoc/>
        public override string Name => "npml";

        /// <inheritdoc/>
        public override Expr Value(TaskTerms terms) => (terms.ContextLogDensity + terms.FreshTargetLogDensity).Mean(^1);
    }
}
