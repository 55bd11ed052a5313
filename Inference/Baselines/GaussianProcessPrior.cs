using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>A zero-mean Gaussian-process prior with independent outputs, every hyper-parameter given.</summary>
public sealed record GaussianProcessPrior
{
    /// <summary>A Gaussian-process prior.</summary>
    /// <param name="kernel">The kernel of every output.</param>
    /// <param name="outputs">The scales of each output [outputs], at least one, over the same number of inputs.</param>
    /// <exception cref="OptionException">There is no output, or outputs differ in their number of lengthscales.</exception>
    public GaussianProcessPrior(GaussianProcessKernel kernel, ValueList<GaussianProcessParameters> outputs)
    {
        if (outputs.Count == 0 || outputs.Any(o => o.Lengthscales.Count != outputs[0].Lengthscales.Count))
        {
            throw new OptionException(new Problem(
                "outputs do not fit together", "outputs", $"{outputs.Count} outputs",
                "at least one output, and the same number of lengthscales for each"));
        }
        Kernel = kernel;
        Outputs = outputs;
    }

    /// <summary>The kernel of every output.</summary>
    public GaussianProcessKernel Kernel { get; }

    /// <summary>The scales of each output [outputs].</summary>
    public ValueList<GaussianProcessParameters> Outputs { get; }

    /// <summary>The exact posterior given a task's context.</summary>
    /// <param name="context">Context points; none leave the prior.</param>
    /// <exception cref="ShapeException">The context's dimensions differ from the prior's.</exception>
    /// <exception cref="NumericalException">The covariance of the context is not positive definite in floating point.</exception>
    public GaussianPosterior Condition(DataTask context) => new([.. Outputs.Select(p => new KernelField(Kernel, p))], context);

    /// <summary>The log density of one output of tasks, summed over tasks, with its derivatives by the logarithms of the scales.</summary>
    /// <param name="tasks">Tasks; those without points add nothing.</param>
    /// <param name="output">An output from 0 to Outputs - 1.</param>
    /// <exception cref="ShapeException">The tasks' dimensions differ from the prior's.</exception>
    /// <exception cref="NumericalException">A covariance is not positive definite in floating point.</exception>
    public MarginalLikelihood LogDensity(TaskSet tasks, int output)
    {
        if (tasks.InputNames.Count != Outputs[0].Lengthscales.Count || tasks.OutputNames.Count != Outputs.Count)
        {
            throw new ShapeException(new Problem(
                "the tasks do not fit the Gaussian process", "tasks",
                $"{tasks.InputNames.Count} inputs and {tasks.OutputNames.Count} outputs",
                $"{Outputs[0].Lengthscales.Count} inputs and {Outputs.Count} outputs"));
        }
        var scales = Outputs[output];
        var pooled = new PooledMarginalLikelihood(InputGroup.Of(tasks.Tasks, output), Kernel);
        return pooled.Evaluate([.. scales.Lengthscales], scales.Signal.Value, scales.Noise.Value)
            ?? throw new NumericalException(new Problem(
                "not positive definite", "covariance of a task", Expected: "noise that is not negligible beside the signal",
                Remedy: "raise the floor of the noise"));
    }
}
