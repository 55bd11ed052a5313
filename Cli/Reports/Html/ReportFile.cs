using System.Text;
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Writes reports to disk, whole or not at all.</summary>
public static class ReportFile
{
    /// <summary>Writes a text in UTF-8; a reader sees the old file or the new one, never a part.</summary>
    /// <param name="path">The file; its folder is made where it does not exist, an existing file is replaced.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="DataException">The file cannot be written: the path is empty, not a path, a folder, or not permitted, or the
    /// disk is full.</exception>
    public static void Write(string path, string text)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new DataException(new Problem("the report has no place to go", "output", "an empty path", "the path of a file"));
        }
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DataException(new Problem("the report cannot be written", path, e.Message.TrimEnd('.'),
                Remedy: "choose a place where a file may be made"), e);
        }
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }
}
