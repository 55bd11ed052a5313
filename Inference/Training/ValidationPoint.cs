namespace ProbBnn.Inference;

/// <summary>One validation.</summary>
/// <param name="Step">Training steps done before it.</param>
/// <param name="Objective">The objective, mean over validation tasks.</param>
/// <param name="PredictiveLogDensity">Joint predictive log density of the targets, per target point, in scaled units; null where the
/// objective has no targets.</param>
public sealed record ValidationPoint(int Step, double Objective, double? PredictiveLogDensity)
{
    /// <summary>What is compared between states: the predictive log density where there is one, else the objective. Larger is
    /// better.</summary>
    public double Criterion => PredictiveLogDensity ?? Objective;
}
