using System.Text.Json;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A process that treats every data set by itself, as one file: model, scaling and methods.</summary>
internal static class TaskProcessFile
{
    private const string Kind = "task process";

    public static void Save(TaskProcess process, string path) => StoredFile.Write(
        path,
        json =>
        {
            json.WriteString("kind", Kind);
            HeaderJson.WriteModel(json, process.Model);
            HeaderJson.WriteFrame(json, process.Frame);
            json.WriteStartArray("methods");
            foreach (var method in process.Methods)
            {
                MethodJson.WriteValue(json, method);
            }
            json.WriteEndArray();
        },
        []);

    public static TaskProcess Load(IEngine engine, string path)
    {
        var (header, _) = StoredFile.Read(path);
        return Reading.As(path, Kind, header, () =>
        {
            TaskInference? strategy = null;
            foreach (var method in header.GetProperty("methods").EnumerateArray().Select(MethodJson.ReadValue))
            {
                strategy = new TaskInference(engine, method) { StartingFrom = strategy };
            }
            return strategy?.Under(HeaderJson.ReadModel(header), HeaderJson.ReadFrame(header))
                ?? throw new JsonException("there is no method.");
        });
    }
}
