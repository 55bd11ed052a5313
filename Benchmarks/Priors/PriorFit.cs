namespace ProbBnn.Benchmarks;

/// <summary>What is fitted in the study of priors, and how.</summary>
/// <param name="Family">The family of the task.</param>
/// <param name="Prior"><see cref="Learned"/> or <see cref="Fixed"/>.</param>
/// <param name="Method">The method.</param>
/// <param name="Effort">What the method was allowed.</param>
/// <param name="Task">The unseen task, counted from 0.</param>
internal sealed record PriorFit(string Family, string Prior, string Method, string Effort, int Task)
{
    public const string Learned = "learned", Fixed = "fixed";
}
