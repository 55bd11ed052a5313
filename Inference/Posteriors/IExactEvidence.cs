namespace ProbBnn.Inference;

/// <summary>A posterior whose evidence is known in closed form.</summary>
public interface IExactEvidence
{
    /// <summary>log p(y), in nats, in scaled units.</summary>
    double LogEvidence { get; }
}
