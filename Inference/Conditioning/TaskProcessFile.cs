using ProbBnn.Dsl;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A process that treats every data set by itself, as one file: model, scaling and method.</summary>
internal static class TaskProcessFile
{
    private const string Kind = "task process";

    public static void Save(BnnModel model, DataFrame frame, TaskMethod method, string path) => StoredFile.Write(
        path,
        json =>
        {
            json.WriteString("kind", Kind);
            HeaderJson.WriteModel(json, model);
            HeaderJson.WriteFrame(json, frame);
            MethodJson.Write(json, method);
        },
        []);

    public static TaskProcess Load(IEngine engine, string path)
    {
        var (header, _) = StoredFile.Read(path);
        return Reading.As(path, Kind, header, () =>
            new TaskInference(engine, MethodJson.Read(header)).Under(HeaderJson.ReadModel(header), HeaderJson.ReadFrame(header)));
    }
}
