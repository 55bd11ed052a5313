namespace ProbBnn.Benchmarks;

/// <summary>What is fitted in the study of priors, and how.</summary>
/// <param name="Family">The family of the task.</param>
/// <param name="Prior"><see cref="Learned"/> or <see cref="Fixed"/>.</param>
/// <param name="Method">The method.</param>
/// <param name="Effort">What the method was allowed.</param>
/// <param name="Task">The unseen task, counted from 0.</param>
/// <param name="Model">The beginning of the hash of prior and noise, so that fits under another learned prior are other fits.</param>
internal sealed record PriorFit(string Family, string Prior, string Method, string Effort, int Task, string Model)
{
    public const string Learned = "learned", Fixed = "fixed";
}
