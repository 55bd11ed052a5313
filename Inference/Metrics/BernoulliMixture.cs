// An equally weighted mixture of S Bernoulli distributions with logits a_i; labels y in [0, 1] may be soft.
//   p = (1/S) sum_i sigmoid(a_i)
//   log density(y) = log (1/S) sum_i exp( -y softplus(-a_i) - (1 - y) softplus(a_i) )          (for y in {0, 1}: log p or log(1 - p))
//   Brier(y) = (p - y)^2

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// A view of one predictive distribution of a label: an equally weighted mixture of Bernoulli distributions, one per weight sample.
/// </summary>
public readonly ref struct BernoulliMixture
{
    private readonly ReadOnlySpan<double> logits;

    /// <summary>A view of component logits, which are not copied.</summary>
    /// <param name="logits">Component logits [samples], at least one, finite.</param>
    /// <exception cref="ShapeException">There is no component.</exception>
    /// <exception cref="NumericalException">A logit is not finite.</exception>
    public BernoulliMixture(ReadOnlySpan<double> logits)
    {
        if (logits.Length == 0)
        {
            throw new ShapeException(new Problem("a mixture without components", "BernoulliMixture", "0 logits", "at least one logit"));
        }
        Finite.Require(logits, "predictive logit");
        this.logits = logits;
    }

    /// <summary>Number of components, S.</summary>
    public int Components => logits.Length;

    /// <summary>The probability of the label 1.</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            foreach (double a in logits)
            {
                sum += 1 / (1 + Math.Exp(-a));
            }
            return sum / logits.Length;
        }
    }

    /// <summary>The log density of a label, in nats.</summary>
    /// <param name="label">A label from 0 to 1; a soft label weighs the two log probabilities of each component.</param>
    /// <exception cref="DataException">The label is not between 0 and 1.</exception>
    public double LogDensity(double label)
    {
        RequireLabel(label);
        Span<double> logs = logits.Length <= 512 ? stackalloc double[logits.Length] : new double[logits.Length];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = ComponentLogDensity(i, label);
        }
        return LogMean.MeanExp(logs);
    }

    /// <summary>The log density of a label under one component, in nats.</summary>
    /// <param name="component">A component from 0 to Components - 1.</param>
    /// <param name="label">A label from 0 to 1.</param>
    /// <exception cref="DataException">The label is not between 0 and 1.</exception>
    public double ComponentLogDensity(int component, double label)
    {
        RequireLabel(label);
        double a = logits[component];
        return -(label * Softplus(-a)) - (1 - label) * Softplus(a);
    }

    /// <summary>The Brier score: the squared difference between the probability of 1 and the label.</summary>
    /// <param name="label">A label from 0 to 1.</param>
    /// <exception cref="DataException">The label is not between 0 and 1.</exception>
    public double Brier(double label)
    {
        RequireLabel(label);
        double error = Mean - label;
        return error * error;
    }

    private static double Softplus(double a) => Math.Max(a, 0) + Math.Log(1 + Math.Exp(-Math.Abs(a)));

    private static void RequireLabel(double label)
    {
        if (!(label >= 0 && label <= 1))
        {
            throw new DataException(new Problem(
                "not a label", "label", label.ToString("R", null), "a number from 0 to 1", "code the two classes as 0 and 1"));
        }
    }
}
