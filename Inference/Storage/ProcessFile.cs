using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A trained process as one file: model, parameters, scaling, names, how it was trained.</summary>
internal static class ProcessFile
{
    private const string Kind = "process";

    public static void Save(AmortisedProcess process, string path) => StoredFile.Write(
        path,
        json =>
        {
            json.WriteString("kind", Kind);
            HeaderJson.WriteModel(json, process.Model);
            HeaderJson.WriteFrame(json, process.Frame);
            json.WriteStartObject("training");
            json.WriteString("objective", process.Training.Objective);
            json.WriteNumber("samples", process.Training.Samples);
            json.WriteNumber("steps", process.Training.Steps);
            json.WriteNumber("seed", process.Training.Seed);
            json.WriteString("engine", process.Training.Engine);
            json.WriteEndObject();
        },
        [("parameters", process.Parameters)]);

    public static AmortisedProcess Load(IEngine engine, string path)
    {
        var (header, groups) = StoredFile.Read(path);
        return Reading.As(path, Kind, header, () =>
        {
            var training = header.GetProperty("training");
            return new AmortisedProcess(
                engine, HeaderJson.ReadModel(header), HeaderJson.ReadFrame(header), groups["parameters"],
                new TrainingSummary(
                    training.GetProperty("objective").GetString()!, training.GetProperty("samples").GetInt32(),
                        training.GetProperty("steps").GetInt32(),
                    training.GetProperty("seed").GetUInt64(), training.GetProperty("engine").GetString()!));
        });
    }
}
