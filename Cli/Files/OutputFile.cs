using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Files that a command is going to write.</summary>
internal static class OutputFile
{
    /// <summary>Makes sure that a file can be written, before time is spent on what goes into it.</summary>
    /// <exception cref="DataException">It cannot.</exception>
    public static void RequireWritable(string path)
    {
        if (path.Length > 0 && Path.EndsInDirectorySeparator(path))
        {
            throw new DataException(new Problem(
                "cannot be written", path, "the name of a folder", "the name of a file", "name a file in it"));
        }
        if (File.Exists(path) && new FileInfo(path).IsReadOnly)
        {
            throw new DataException(new Problem("cannot be written", path, "a read-only file", Remedy: "choose another name"));
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        string probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        if (Directory.Exists(path) || !Directory.Exists(folder))
        {
            AtomicFile.Write(path, _ => { });
        }
        AtomicFile.Write(probe, _ => { });
        File.Delete(probe);
    }

    /// <summary>
    /// A name beside another with a word before its extension: <c>out.csv</c> and <c>functions</c> give <c>out.functions.csv</c>.
    /// </summary>
    public static string Beside(string path, string word)
    {
        string packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[^3..] : "";
        string plain = path[..^packed.Length];
        string extension = Path.GetExtension(plain);
        return $"{plain[..^extension.Length]}.{word}{extension}{packed}";
    }
}
