namespace ProbBnn.Cli;

/// <summary>Steps a second over the last ten to twenty seconds, so that a slow start is soon forgotten.</summary>
/// <param name="first">Steps done before the first of these.</param>
internal sealed class Pace(int first)
{
    private const double Window = 10;
    private (int Steps, double Seconds) older = (first, 0), newer = (first, 0);

    /// <summary>The pace after some steps.</summary>
    /// <param name="steps">Steps done.</param>
    /// <param name="seconds">Time since the beginning.</param>
    public double At(int steps, double seconds)
    {
        if (seconds - newer.Seconds > Window)
        {
            (older, newer) = (newer, (steps, seconds));
        }
        return (steps - older.Steps) / Math.Max(seconds - older.Seconds, 1e-9);
    }
}
