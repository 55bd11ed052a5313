using System.Xml.Linq;

namespace ProbBnn.Cli.Reports;

/// <summary>Builds HTML elements whose text is valid as HTML and as XML alike.</summary>
public static class HtmlNode
{
    private static readonly XNamespace Namespace = "http://www.w3.org/1999/xhtml";

    /// <summary>An element with a closing tag, whatever it holds.</summary>
    /// <param name="name">The tag name.</param>
    /// <param name="cssClass">Its class names; empty for none.</param>
    /// <param name="content">Texts, which are cleaned, elements and attributes; nulls are left out.</param>
    public static XElement Element(string name, string cssClass, params object?[] content) => new(Namespace + name,
        cssClass.Length == 0 ? null : new XAttribute("class", cssClass),
        content.Select(part => part is string text ? PlainText.Clean(text) : part), "");

    /// <summary>An element that never holds anything, such as <c>meta</c>.</summary>
    /// <param name="name">The tag name.</param>
    /// <param name="attributes">Its attributes.</param>
    public static XElement Void(string name, params XAttribute[] attributes) => new(Namespace + name, attributes);

    /// <summary>An element whose text is kept as it is, line breaks included; characters that XML cannot hold are replaced.</summary>
    /// <param name="name">The tag name.</param>
    /// <param name="text">Its text.</param>
    public static XElement Raw(string name, string text) =>
        new(Namespace + name, string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(PlainText.Clean)));
}
