namespace ProbBnn.Data;

/// <summary>What is kept together when tasks are held out.</summary>
public enum SplitBy
{
    /// <summary>Every task is drawn on its own.</summary>
    Task,

    /// <summary>All tasks of a group are drawn together.</summary>
    Group,
}
