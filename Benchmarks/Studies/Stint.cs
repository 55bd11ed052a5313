namespace ProbBnn.Benchmarks;

/// <summary>Processor time from a moment on, of this program alone: what a fit takes does not depend on who else is at work.</summary>
internal readonly struct Stint
{
    private readonly TimeSpan before;

    private Stint(TimeSpan before) => this.before = before;

    /// <summary>Seconds of processor time since it began, of all threads together.</summary>
    public double Seconds => (Environment.CpuUsage.TotalTime - before).TotalSeconds;

    /// <summary>Begins one now.</summary>
    public static Stint Begin() => new(Environment.CpuUsage.TotalTime);
}
