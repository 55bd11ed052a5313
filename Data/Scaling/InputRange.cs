using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>The box that the inputs of the training tasks lie in, in the data's own units.</summary>
/// <param name="Low">Smallest value of every input [inputs].</param>
/// <param name="High">Largest value of every input [inputs].</param>
public sealed record InputRange(ValueList<double> Low, ValueList<double> High)
{
    /// <summary>Room above the largest number for margins around the range.</summary>
    private const double Headroom = 16;

    /// <summary>The range of a set of tasks.</summary>
    /// <param name="tasks">Tasks with at least one point in all.</param>
    /// <exception cref="DataException">There is no point, or an input spans more than numbers can be reckoned with.</exception>
    public static InputRange Of(TaskSet tasks)
    {
        if (tasks.Points == 0)
        {
            throw new DataException(new Problem("there is no point to take the range of", "the training tasks",
                Remedy: "give tasks with points"));
        }
        int inputs = tasks.InputNames.Count;
        var low = Enumerable.Repeat(double.PositiveInfinity, inputs).ToArray();
        var high = Enumerable.Repeat(double.NegativeInfinity, inputs).ToArray();
        foreach (var task in tasks.Tasks)
        {
            for (int i = 0; i < task.Inputs.Length; i++)
            {
                low[i % inputs] = Math.Min(low[i % inputs], task.Inputs[i]);
                high[i % inputs] = Math.Max(high[i % inputs], task.Inputs[i]);
            }
        }
        for (int i = 0; i < inputs; i++)
        {
            if (!double.IsFinite(Headroom * Math.Max(high[i] - low[i], Math.Max(Math.Abs(low[i]), Math.Abs(high[i])))))
            {
                throw new DataException(new Problem(
                    "the spread is too large for a finite number", $"the input {Quoted.Text(tasks.InputNames[i])}",
                    $"{low[i]:R} to {high[i]:R}", $"at most {double.MaxValue / Headroom:G2} either way", "express the data in a larger unit, or remove such points"));
            }
        }
        return new InputRange(low.ToValueList(), high.ToValueList());
    }

    /// <summary>How many points have an input outside the range.</summary>
    /// <param name="inputs">Inputs, row-major [points, inputs].</param>
    /// <exception cref="ShapeException">The numbers are no whole points.</exception>
    public int CountOutside(ReadOnlySpan<double> inputs)
    {
        if (inputs.Length % Low.Count != 0)
        {
            throw new ShapeException(new Problem(
                "the numbers are no whole points", "inputs", $"{inputs.Length} numbers", $"a multiple of {Low.Count}",
                "give whole points"));
        }
        int outside = 0;
        for (int from = 0; from < inputs.Length; from += Low.Count)
        {
            outside += IsOutside(inputs.Slice(from, Low.Count)) ? 1 : 0;
        }
        return outside;
    }

    private bool IsOutside(ReadOnlySpan<double> point)
    {
        for (int i = 0; i < point.Length; i++)
        {
            if (point[i] < Low[i] || point[i] > High[i])
            {
                return true;
            }
        }
        return false;
    }
}
