namespace ProbBnn.Engines.Managed;

/// <summary>
/// What the conjugate update asks of a prior factor L, whatever its structure: products with it, and the two ways in which its derivative
/// grows. Points run along rows ("turned" panels, [weights, points]) in data form and down columns ([points, weights]) in weight form.
/// The factor carries the prior mean as an extra column, which costs nothing in most products.
/// </summary>
/// <typeparam name="TSelf">The structure itself.</typeparam>
/// <typeparam name="T">double or float.</typeparam>
internal unsafe interface IPriorFactor<TSelf, T>
    where TSelf : struct, IPriorFactor<TSelf, T>
    where T : unmanaged
{
    /// <summary>Takes memory for one unit at a time.</summary>
    /// <param name="scratch">Where from; must outlive the factor.</param>
    /// <param name="weights">K.</param>
    /// <param name="weightForm">Whether any posterior is in weight form, which some structures lay themselves out once more for.</param>
    static abstract TSelf Create(in Scratch.Frame scratch, int weights, bool weightForm);

    /// <summary>Lays out one unit's mean [K] and factor for the products below.</summary>
    void Fill(T* mean, T* factor);

    /// <summary>Turned scaled features: row 0 = lam^1/2 P mu, rows 1..K = Psi' = (lam^1/2 P L)'.</summary>
    /// <param name="turned">P', [K, stride].</param>
    /// <param name="scale">lam^1/2, zero beyond the points.</param>
    /// <param name="vectors">Registers across the points.</param>
    /// <param name="psi">Receives [1 + K, stride].</param>
    /// <param name="stride">Row length of both panels.</param>
    void ScaleTurned(T* turned, T* scale, int vectors, T* psi, int stride);

    /// <summary>Scaled features Psi = lam^1/2 P L, and P mu.</summary>
    /// <param name="features">P, [points, K], rows padded.</param>
    /// <param name="points">Real points.</param>
    /// <param name="scale">lam^1/2.</param>
    /// <param name="psi">Receives [points, K], rows padded.</param>
    /// <param name="meanOutputs">Receives P mu, [points].</param>
    void Scale(T* features, int points, T* scale, T* psi, T* meanOutputs);

    /// <summary>Rows v = L' x of rows x; both padded.</summary>
    void Whiten(int rows, T* x, T* v);

    /// <summary>Rows w = mu + L v of draws (rows of <see cref="ConjugateLayout{T}.DrawStride"/>, whose padding behind v may become zero).
    /// </summary>
    void Unwhiten(int rows, T* draws, T* w);

    /// <summary>Elements of the memory where the derivatives of mean and factor grow.</summary>
    nint GradientSize { get; }

    /// <summary>Adds one posterior's part to the derivatives, data form.</summary>
    /// <param name="z">Row 0 = -t, rows 1..K = Z', [1 + K, stride].</param>
    /// <param name="points">Real points.</param>
    /// <param name="vectors">Registers across the points.</param>
    /// <param name="stride">Row length over points.</param>
    /// <param name="features">P, [points, K].</param>
    /// <param name="turned">P', [K, stride].</param>
    /// <param name="gradient">Derivatives of mean and factor so far; null: not wanted.</param>
    /// <param name="turnedGradient">Derivative of P' so far, [K, stride]; null: not wanted.</param>
    /// <param name="starts">Whether the derivative of P' holds nothing yet.</param>
    void GatherTurned(
        T* z, int points, int vectors, int stride, T* features, T* turned, T* gradient, T* turnedGradient, bool starts);

    /// <summary>Adds one posterior's part to the derivatives, weight form.</summary>
    /// <param name="z">Rows [.., -t, Z], laid out like draws, [points].</param>
    /// <param name="points">Real points.</param>
    /// <param name="features">P, [points, K].</param>
    /// <param name="gradient">Derivatives of mean and factor so far; null: not wanted.</param>
    /// <param name="featureGradient">Derivative of P so far, [points, K]; null: not wanted.</param>
    /// <param name="starts">Whether the derivative of P holds nothing yet.</param>
    void Gather(T* z, int points, T* features, T* gradient, T* featureGradient, bool starts);

    /// <summary>Adds wbar v' (lower part) and wbar of every draw to the derivatives.</summary>
    void GatherDraws(int rows, T* draws, T* weightAdjoints, T* gradient);

    /// <summary>Writes the derivative of the mean, [K].</summary>
    void WriteMean(T* gradient, T* target);

    /// <summary>Writes the derivative of the factor, as the factor is stored.</summary>
    void WriteFactor(T* gradient, T* target);
}
