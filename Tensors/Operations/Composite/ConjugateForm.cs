namespace ProbBnn.Tensors;

/// <summary>Which of two equal forms of the Gaussian posterior is computed.</summary>
public enum ConjugateForm
{
    /// <summary>The cheaper one, task by task, from the number of points and the fan-in.</summary>
    Cheapest,

    /// <summary>Factorise the fan-in x fan-in posterior precision.</summary>
    Weights,

    /// <summary>Factorise the points x points covariance of the whitened pseudo-data.</summary>
    Points,
}
