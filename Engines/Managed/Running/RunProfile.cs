using System.Diagnostics;

namespace ProbBnn.Engines.Managed;

/// <summary>Where the time of runs goes: calls and ticks of every step, by operation and result shape. One run at a time.</summary>
internal sealed class RunProfile
{
    private readonly Dictionary<string, (long Calls, long Ticks)> _steps = [];

    /// <summary>Milliseconds and calls of everything that has run, slowest first.</summary>
    public IEnumerable<(string Step, long Calls, double Milliseconds)> Steps => _steps
        .Select(s => (s.Key, s.Value.Calls, Stopwatch.GetElapsedTime(0, s.Value.Ticks).TotalMilliseconds))
        .OrderByDescending(s => s.TotalMilliseconds);

    /// <summary>Forgets everything, so that warm-up does not count.</summary>
    public void Clear() => _steps.Clear();

    /// <summary>Adds one call of a step.</summary>
    /// <param name="name">Operation and shape.</param>
    /// <param name="ticks">Stopwatch ticks.</param>
    public void Add(string name, long ticks)
    {
        var (calls, sum) = _steps.GetValueOrDefault(name);
        _steps[name] = (calls + 1, sum + ticks);
    }
}
