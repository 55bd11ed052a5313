using System.Text;
using System.Xml;

namespace ProbBnn.Cli.Reports;

/// <summary>Texts of unknown origin (column names, task names) made fit for a page.</summary>
public static class PlainText
{
    /// <summary>
    /// The text on one line, without characters that XML cannot hold (control characters, lone surrogates become U+FFFD).
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Clean(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c) && !char.IsControl(c)))
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (char.IsWhiteSpace(c))
            {
                clean.Append(' ');
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(c) && !char.IsControl(c) ? c : '\uFFFD');
            }
        }
        return clean.ToString();
    }
}
