namespace ProbBnn.Engines.Managed;

/// <summary>How a conjugate update is computed.</summary>
/// <param name="Width">Register width.</param>
/// <param name="Kappa">A floor added to every pseudo-variance: lam = 1 / (exp(2 s) + kappa); at least 0.</param>
/// <param name="Form">Forces one form for every task; null takes the cheaper one for each.</param>
internal sealed record ConjugateOptions(VectorWidth Width, double Kappa = 0, ConjugateForm? Form = null)
{
    /// <summary>The widest registers, no floor, the cheaper form.</summary>
    public static ConjugateOptions Default { get; } = new(KernelOptions.Widest.Width);

    /// <summary>The form for a task of <paramref name="points"/> points and units of <paramref name="weights"/> weights.</summary>
    public ConjugateForm FormOf(int points, int weights) => Form ?? (points < weights ? ConjugateForm.Data : ConjugateForm.Weight);
}
