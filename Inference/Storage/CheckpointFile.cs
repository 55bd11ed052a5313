using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>A state of training as one file, from which training goes on bit for bit.</summary>
public static class CheckpointFile
{
    private const string Kind = "checkpoint";

    /// <summary>Writes a state, whole or not at all.</summary>
    /// <param name="state">The state.</param>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <exception cref="Foundation.DataException">The file cannot be written.</exception>
    public static void Save(TrainingState state, string path)
    {
        var groups = new List<(string, ParameterSet)>
        {
            ("parameters", state.Parameters), ("firstMoments", state.FirstMoments), ("secondMoments", state.SecondMoments),
        };
        if (state.Best is { } best)
        {
            groups.Add(("best", best));
        }
        StoredFile.Write(
            path,
            json =>
            {
                json.WriteString("kind", Kind);
                HeaderJson.WriteModel(json, state.Model);
                HeaderJson.WriteFrame(json, state.Frame);
                HeaderJson.WriteObjective(json, state.Objective);
                HeaderJson.WriteOptions(json, state.Options);
                json.WriteNumber("step", state.Step);
                HeaderJson.WriteHistory(json, state.History);
            },
            groups);
    }

    /// <summary>Reads a state back, equal bit for bit.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Foundation.StoredFileException">The file is missing, corrupt, truncated, of another kind or newer than this
    /// version.</exception>
    public static TrainingState Load(string path)
    {
        var (header, groups) = StoredFile.Read(path);
        return Reading.As(path, Kind, header, () => new TrainingState(
            HeaderJson.ReadModel(header), HeaderJson.ReadObjective(header), HeaderJson.ReadOptions(header), HeaderJson.ReadFrame(header),
            header.GetProperty("step").GetInt32(), groups["parameters"], groups["firstMoments"], groups["secondMoments"],
            groups.GetValueOrDefault("best"), HeaderJson.ReadHistory(header)));
    }
}
