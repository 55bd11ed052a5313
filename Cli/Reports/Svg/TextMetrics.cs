namespace ProbBnn.Cli.Reports;

/// <summary>
/// Widths of texts without a font at hand: advance widths of a common sans-serif face in thousandths of its size, a little widened,
/// so that layouts also hold in neighbouring faces.
/// </summary>
public static class TextMetrics
{
    private const double Allowance = 1.06;
    private const double BoldAllowance = 1.08;

    /// <summary>The width of a text in pixels.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font size in pixels.</param>
    /// <param name="bold">Whether it is set in bold.</param>
    public static double Width(string text, double size, bool bold = false)
    {
        double thousandths = 0;
        foreach (char c in text)
        {
            thousandths += Advance(c);
        }
        return thousandths / 1000 * size * Allowance * (bold ? BoldAllowance : 1);
    }

    /// <summary>The text, cut and ended with an ellipsis where it is wider than allowed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The room there is, in pixels.</param>
    /// <param name="size">The font size in pixels.</param>
    /// <param name="bold">Whether it is set in bold.</param>
    public static string Fit(string text, double width, double size, bool bold = false)
    {
        if (Width(text, size, bold) <= width)
        {
            return text;
        }
        int kept = text.Length;
        while (kept > 0 && Width(text[..kept] + "…", size, bold) > width)
        {
            kept--;
        }
        return kept == 0 ? "" : text[..(char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)].TrimEnd() + "…";
    }

    private static int Advance(char c) => c switch
    {
        'i' or 'j' or 'l' or '\'' => 222,
        ' ' or '.' or ',' or ':' or ';' or 'f' or 't' or 'I' or '/' or '|' or '!' or '·' => 278,
        'r' or '(' or ')' or '-' or '[' or ']' or '"' => 333,
        >= '⁰' and <= '⁻' or '¹' or '²' or '³' => 340,
        'c' or 'k' or 's' or 'v' or 'x' or 'y' or 'z' or 'J' => 500,
        'a' or 'b' or 'd' or 'e' or 'g' or 'h' or 'n' or 'o' or 'p' or 'q' or 'u' or 'L' or '–' or '_' or >= '0' and <= '9' => 556,
        '−' or '+' or '×' or '=' or '<' or '>' or '±' or '≤' or '≥' => 584,
        'F' or 'T' or 'Z' => 611,
        'A' or 'B' or 'E' or 'K' or 'P' or 'S' or 'V' or 'X' or 'Y' => 667,
        'C' or 'D' or 'H' or 'N' or 'R' or 'U' or 'w' => 722,
        'G' or 'O' or 'Q' => 778,
        'm' or 'M' => 833,
        '%' => 889,
        'W' or '…' => 1000,
        > '\u2E80' or < ' ' => 1000,
        _ => 640,
    };
}
