using System.Text.Json.Serialization;

namespace ProbBnn.Cli;

/// <summary>Where a run stands.</summary>
internal enum RunStatus
{
    /// <summary>Training, or ended without saying so.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Done; the process is saved.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,

    /// <summary>Stopped by the user; can be resumed.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>Stopped by an error.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
