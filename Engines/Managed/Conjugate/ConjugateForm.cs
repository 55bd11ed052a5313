namespace ProbBnn.Engines.Managed;

/// <summary>The two exact ways to solve a conjugate update. For the same noise both give the same sample, up to rounding.</summary>
internal enum ConjugateForm
{
    /// <summary>Factorises B = I + Psi Psi', as large as the task has points.</summary>
    Data,

    /// <summary>Factorises A = I + Psi' Psi, as large as a unit has weights.</summary>
    Weight,
}
