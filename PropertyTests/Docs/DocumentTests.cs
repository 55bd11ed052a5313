using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>What documents show is what compiles, and what they point to is there.</summary>
public class DocumentTests
{
    [Fact]
    public void Every_code_block_is_a_region_that_is_compiled_and_run()
    {
        var regions = SnippetRegions.Read(Path.Combine(Repository.Root, "PropertyTests", "Docs"));
        var blocks = Repository.Documents.SelectMany(document => Markdown.Blocks(document, Repository.Text(document)))
            .Where(block => block.Language == "csharp").ToArray();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block =>
        {
            Assert.True(block.Snippet is not null, $"{block}: the line before the block does not name its snippet");
            Assert.True(regions.ContainsKey(block.Snippet), $"{block}: there is no region snippet:{block.Snippet}");
            Assert.Equal(regions[block.Snippet], block.Text);
        });
        Assert.Equal(regions.Keys.Order(StringComparer.Ordinal), blocks.Select(block => block.Snippet!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_block_says_its_language()
    {
        string[] known = ["csharp", "sh", "csv", "json", "text"];
        Assert.All(
            Repository.Documents.SelectMany(document => Markdown.Blocks(document, Repository.Text(document))),
            block => Assert.Contains(block.Language, known));
    }

    [Fact]
    public void Every_relative_link_and_image_leads_to_a_file_or_heading()
    {
        var links = Repository.Documents.SelectMany(document => Markdown.Links(Repository.Text(document)).Select(link => (document, link)));
        foreach (var (document, link) in links.Where(pair => !pair.link.Contains("://", StringComparison.Ordinal)))
        {
            string[] parts = link.Split('#', 2);
            string target = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
            Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), $"{document} points to {link}, which does not exist");
            Assert.True(
                parts.Length < 2 || Markdown.Anchors(Repository.Text(target)).Contains(parts[1]),
                $"{document} points to {link}, but there is no such heading");
        }
    }
}
