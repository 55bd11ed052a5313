using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace ProbBnn.PropertyTests.Reports;

/// <summary>What holds of every page and drawing, whatever it shows.</summary>
internal static partial class Markup
{
    private static readonly string[] Namespaces = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"];
    private static readonly string[] Loading = ["script", "img", "image", "link", "iframe", "object", "embed", "use", "foreignObject"];

    /// <summary>A page: a doctype, well-formed, self-contained, its drawings sound; gives its root.</summary>
    public static XElement AssertPage(string page)
    {
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        return AssertSelfContained(page);
    }

    /// <summary>A drawing of its own: well-formed, self-contained, all coordinates finite; gives its root.</summary>
    public static XElement AssertSvg(string svg)
    {
        var root = AssertSelfContained(svg);
        Assert.Equal("svg", root.Name.LocalName);
        return root;
    }

    private static XElement AssertSelfContained(string text)
    {
        var root = XDocument.Parse(text).Root!;
        string stripped = Namespaces.Aggregate(text, (t, n) => t.Replace($"xmlns=\"{n}\"", "", StringComparison.Ordinal));
        foreach (var element in root.DescendantsAndSelf())
        {
            Assert.DoesNotContain(element.Name.LocalName, Loading);
            Assert.DoesNotContain(element.Attributes(), a => a.Name.LocalName is "href" or "src" || a.Name.LocalName.StartsWith("on",
                StringComparison.Ordinal));
        }
        foreach (var style in root.Descendants().Where(e => e.Name.LocalName == "style"))
        {
            Assert.DoesNotMatch("(?i)url\\(|@import|http|[<>&]", style.Value);
        }
        Assert.DoesNotMatch("(?i)https?://", stripped);
        foreach (var element in root.DescendantsAndSelf().Where(e => e.Name.NamespaceName == Namespaces[1]))
        {
            AssertCoordinates(element);
        }
        return root;
    }

    private static void AssertCoordinates(XElement element)
    {
        string[] numeric = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"];
        foreach (var attribute in element.Attributes())
        {
            if (numeric.Contains(attribute.Name.LocalName))
            {
                Assert.Matches(Coordinate(), attribute.Value);
            }
            else if (attribute.Name.LocalName is "d" or "viewBox")
            {
                Assert.Matches(PathData(), attribute.Value);
            }
        }
        Assert.DoesNotContain(element.Attributes(), a => a.Name.LocalName is "width" or "height" or "r" && a.Value.StartsWith('-'));
    }

    [GeneratedRegex(@"^-?\d{1,6}(\.\d)?$")]
    private static partial Regex Coordinate();

    [GeneratedRegex(@"^[MLHVZ \d.\-]+$")]
    private static partial Regex PathData();
}
