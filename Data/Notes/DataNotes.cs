using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>What reading or checking data found worth telling, in the order it was found.</summary>
/// <param name="Items">The notes; each kind of count occurs only where it is above zero.</param>
public sealed record DataNotes(ValueList<DataNote> Items)
{
    /// <summary>Nothing to tell.</summary>
    public static DataNotes None { get; } = new(default(ValueList<DataNote>));

    /// <summary>The notes that are warnings.</summary>
    public IEnumerable<DataNote> Warnings => Items.Where(note => note.IsWarning);

    /// <summary>Number of points left out because their outputs were blank.</summary>
    public int UnobservedPoints => Items.OfType<DataNote.UnobservedPoints>().Sum(note => note.Count);

    /// <summary>Number of tasks left out because no point of theirs was observed.</summary>
    public int TasksWithoutPoints => Items.OfType<DataNote.TasksWithoutPoints>().Sum(note => note.Count);

    /// <summary>Number of tasks with a single point.</summary>
    public int OnePointTasks => Items.OfType<DataNote.OnePointTasks>().Sum(note => note.Count);

    /// <summary>These notes followed by others.</summary>
    /// <param name="others">The notes to add.</param>
    public DataNotes And(DataNotes others) => new(Items.Concat(others.Items).ToValueList());

    /// <summary>These notes, and one more where its count is above zero.</summary>
    internal DataNotes AndIf(int count, Func<int, DataNote> note) => count > 0 ? new DataNotes(Items.Add(note(count))) : this;
}
