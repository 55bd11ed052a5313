namespace ProbBnn.Inference;

/// <summary>A fit of one data set as one file: from it work goes on bit for bit, and its posterior is known.</summary>
public static class FitFile
{
    private const string Kind = "fit";

    /// <summary>Writes a state, whole or not at all.</summary>
    /// <param name="state">The state.</param>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <exception cref="Foundation.DataException">The file cannot be written.</exception>
    public static void Save(FitState state, string path)
    {
        var task = state.Context;
        StoredFile.Write(
            path,
            json =>
            {
                json.WriteString("kind", Kind);
                HeaderJson.WriteModel(json, state.Model);
                HeaderJson.WriteFrame(json, state.Frame);
                MethodJson.Write(json, state.Method);
                json.WriteString("task", task.Id);
                if (task.Group is { } group)
                {
                    json.WriteString("group", group);
                }
            },
            [("data", TaskTensors.Of(task)), ("state", state.Tensors)]);
    }

    /// <summary>Reads a state back, equal bit for bit.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Foundation.StoredFileException">The file is missing, corrupt, truncated, of another kind or newer than this
    /// version.</exception>
    public static FitState Load(string path)
    {
        var (header, groups) = StoredFile.Read(path);
        return Reading.As(path, Kind, header, () => new FitState(
            HeaderJson.ReadModel(header), HeaderJson.ReadFrame(header),
            TaskTensors.Read(
                header.GetProperty("task").GetString()!, groups["data"],
                header.TryGetProperty("group", out var group) ? group.GetString() : null),
            MethodJson.Read(header), groups["state"]));
    }
}
