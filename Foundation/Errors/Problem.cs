using System.Text;

namespace ProbBnn.Foundation;

/// <summary>What went wrong, in the words a user needs: what, where, got, expected, remedy. Prints as one line.</summary>
/// <param name="What">What happened, as a short clause without a full stop.</param>
/// <param name="Where">The place: a path in the model (<c>layers[1].prior</c>), or file, row and column, or an option.</param>
/// <param name="Got">What was found there, or null where that says nothing.</param>
/// <param name="Expected">What would have been right, or null where that says nothing.</param>
/// <param name="Remedy">What to do about it, as a short clause without a full stop.</param>
public sealed record Problem(string What, string Where, string? Got = null, string? Expected = null, string? Remedy = null)
{
    /// <summary>The problem as one line: <c>where: what: got ..., expected ...; remedy</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Where.Length > 0)
        {
            text.Append(Where).Append(": ");
        }
        text.Append(What);
        string separator = ": ";
        if (Got is not null)
        {
            text.Append(separator).Append("got ").Append(Got);
            separator = ", ";
        }
        if (Expected is not null)
        {
            text.Append(separator).Append("expected ").Append(Expected);
        }
        if (Remedy is not null)
        {
            text.Append("; ").Append(Remedy);
        }
        return text.ToString().ReplaceLineEndings(" ");
    }
}
