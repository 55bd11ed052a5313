using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Files that a command is going to write.</summary>
internal static class OutputFile
{
    /// <summary>Makes sure that a file can be written, before time is spent on what goes into it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Files that the command reads, none of which may be replaced.</param>
    /// <exception cref="OptionException">It is one of the files that are read, or no file.</exception>
    /// <exception cref="DataException">It cannot be written.</exception>
    public static void RequireWritable(string path, params IEnumerable<string> read)
    {
        if (path == "-")
        {
            throw new OptionException(new Problem("standard output cannot be chosen here", path, Remedy: "name a file"));
        }
        if (read.Any(file => Full(file) == Full(path)))
        {
            throw new OptionException(new Problem(
                "would be replaced, though the command reads it or it belongs to the run", path, Remedy: "name another file"));
        }
        if (path.Length > 0 && Path.EndsInDirectorySeparator(path))
        {
            throw new DataException(new Problem(
                "cannot be written", path, "the name of a folder", "the name of a file", "name a file in it"));
        }
        if (File.Exists(path) && new FileInfo(path).IsReadOnly)
        {
            throw new DataException(new Problem("cannot be written", path, "a read-only file", Remedy: "choose another name"));
        }
        AtomicFile.RequireWritable(path);
    }

    // The file itself, whatever links lead to it.
    private static string Full(string path)
    {
        string full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
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
