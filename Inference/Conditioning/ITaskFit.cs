using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>A method at work on one data set.</summary>
internal interface ITaskFit : IDisposable
{
    /// <summary>Whether there is nothing left to do.</summary>
    bool IsFinished { get; }

    /// <summary>How much of the work is done, from 0 to 1; 1 where it is finished.</summary>
    double ShareDone { get; }

    /// <summary>Works for a moment: a bounded slice, after which the state can be taken.</summary>
    ConditioningProgress Advance();

    /// <summary>Everything that is needed to go on from here bit for bit, and to know the posterior so far.</summary>
    ParameterSet Snapshot();
}
