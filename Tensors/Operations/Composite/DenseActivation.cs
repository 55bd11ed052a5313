namespace ProbBnn.Tensors;

/// <summary>The elementwise nonlinearity after a hidden layer of a <see cref="Operation.DenseNetwork"/>.</summary>
public enum DenseActivation
{
    /// <summary>x itself.</summary>
    Identity,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>sin x.</summary>
    Sin,

    /// <summary>x / (1 + exp(-x)).</summary>
    Silu,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>log(1 + exp x).</summary>
    Softplus,
}
