using ProbBnn.Data;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A task as named tensors of a file.</summary>
internal static class TaskTensors
{
    public static ParameterSet Of(DataTask task) => new(
    [
        ("inputs", Tensor.Of([task.Points, task.InputDimension], task.Inputs)),
        ("outputs", Tensor.Of([task.Points, task.OutputDimension], task.Outputs)),
    ]);

    public static DataTask Read(string id, ParameterSet tensors, string? group) => new(
        id, tensors["inputs"].Doubles, tensors["outputs"].Doubles, tensors["inputs"].Shape[1], tensors["outputs"].Shape[1], group);
}
