using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Whether tasks have the columns that a process knows.</summary>
internal static class RunColumns
{
    /// <summary>Refuses tasks whose inputs or outputs have other names, or another order, than those a process was trained on.</summary>
    /// <exception cref="DataException">They have.</exception>
    public static void Require(DataFrame frame, TaskSet tasks, string run)
    {
        if (frame.InputNames != tasks.InputNames || frame.OutputNames != tasks.OutputNames)
        {
            throw new DataException(new Problem(
                "the data have other columns than the run", run, Text(tasks.InputNames, tasks.OutputNames),
                Text(frame.InputNames, frame.OutputNames), "name the same columns in the same order, or rename those of the file"));
        }
    }

    private static string Text(ValueList<string> inputs, ValueList<string> outputs) =>
        $"inputs {string.Join(", ", inputs)} and outputs {string.Join(", ", outputs)}";
}
