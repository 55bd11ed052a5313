using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>
/// A synthetic family of tasks: a recipe that draws a data set for every index. A task depends on the key and its index alone, so task i is
/// the same however many are generated. The number of points is uniform, inputs are independent and uniform.
/// </summary>
public abstract record TaskFamily
{
    /// <summary>Smallest number of points of a task, at least 1.</summary>
    public int MinPoints { get; init; } = 40;

    /// <summary>Number of points that a task stays below (exclusive), above <see cref="MinPoints"/>.</summary>
    public int MaxPoints { get; init; } = 100;

    /// <summary>Lower end of every input.</summary>
    public double InputLow { get; init; } = -2;

    /// <summary>Upper end of every input.</summary>
    public double InputHigh { get; init; } = 2;

    /// <summary>Standard deviation of the Gaussian noise on the output, at least 0.</summary>
    public double Noise { get; init; } = 0.05;

    /// <summary>Number of inputs of a point.</summary>
    public virtual int InputDimension => 1;

    /// <summary>Names of the inputs: <c>x</c>, or <c>x1</c>, <c>x2</c> ...</summary>
    public ValueList<string> InputNames => InputDimension == 1
        ? ["x"]
        : Enumerable.Range(1, InputDimension).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i}")).ToValueList();

    /// <summary>Names of the outputs: <c>y</c>.</summary>
    public ValueList<string> OutputNames => ["y"];

    /// <summary>Draws tasks 0 .. <paramref name="tasks"/> - 1; their ids are their indices.</summary>
    /// <param name="tasks">Number of tasks, at least 0.</param>
    /// <param name="key">The key of the family's draws.</param>
    /// <exception cref="OptionException">A parameter of the family or the number of tasks is outside its range.</exception>
    public TaskSet Generate(int tasks, RandomKey key)
    {
        Require(tasks >= 0, "tasks", tasks, "at least 0");
        return new TaskSet(InputNames, OutputNames, Enumerable.Range(0, tasks).Select(i => Draw(i, key)));
    }

    /// <summary>Draws one task.</summary>
    /// <param name="index">The task's index, at least 0; it is its id too.</param>
    /// <param name="key">The key of the family's draws.</param>
    /// <exception cref="OptionException">A parameter of the family or the index is outside its range.</exception>
    public DataTask Draw(int index, RandomKey key)
    {
        Require(index >= 0, "index", index, "at least 0");
        Validate();
        var own = KeyOf(index, key);
        int points = MinPoints + own.Fold("points").Integer(0, 0, MaxPoints - MinPoints);
        var inputs = new double[points * InputDimension];
        var inputKey = own.Fold("inputs");
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = InputLow + ((InputHigh - InputLow) * inputKey.Uniform(i / InputDimension, i % InputDimension));
        }
        var outputs = Outputs(inputs, own);
        return new DataTask(index.ToString(CultureInfo.InvariantCulture), inputs, outputs, InputDimension, 1);
    }

    /// <summary>The key of one task.</summary>
    /// <param name="index">The task's index.</param>
    /// <param name="key">The key of the family's draws.</param>
    protected static RandomKey KeyOf(int index, RandomKey key) => key.Fold("task").Fold(index);

    /// <summary>Draws the outputs of a task.</summary>
    /// <param name="inputs">Inputs, row-major [points, inputs].</param>
    /// <param name="key">The key of the task.</param>
    /// <returns>Outputs [points].</returns>
    protected abstract double[] Outputs(double[] inputs, RandomKey key);

    /// <summary>Checks the parameters; a family with its own calls this one too.</summary>
    /// <exception cref="OptionException">A parameter is outside its range.</exception>
    protected virtual void Validate()
    {
        Require(MinPoints >= 1, nameof(MinPoints), MinPoints, "at least 1");
        Require(MaxPoints > MinPoints, nameof(MaxPoints), MaxPoints, "above MinPoints");
        Require(double.IsFinite(InputLow), nameof(InputLow), InputLow, "a finite number");
        Require(double.IsFinite(InputHigh) && InputHigh > InputLow, nameof(InputHigh), InputHigh, "a finite number above InputLow");
        Require(Noise >= 0 && double.IsFinite(Noise), nameof(Noise), Noise, "a finite number, at least 0");
    }

    /// <summary>Adds the family's noise to function values.</summary>
    /// <param name="values">Function values [points].</param>
    /// <param name="key">The key of the task.</param>
    /// <returns>Outputs [points].</returns>
    protected double[] WithNoise(double[] values, RandomKey key)
    {
        var noise = key.Fold("noise");
        return [.. values.Select((value, i) => value + (Noise * noise.Normal(i, 0)))];
    }

    /// <summary>Refuses a parameter that is outside its range.</summary>
    /// <param name="holds">Whether it is within.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="got">Its value.</param>
    /// <param name="expected">Its range in words.</param>
    /// <exception cref="OptionException">It is not.</exception>
    protected void Require(bool holds, string name, double got, string expected)
    {
        if (!holds)
        {
            throw new OptionException(new Problem(
                "outside its range", $"{GetType().Name}.{name}", got.ToString("R", CultureInfo.InvariantCulture), expected));
        }
    }
}
