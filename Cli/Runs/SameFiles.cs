using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Whether data are still those of a run.</summary>
internal static class SameFiles
{
    /// <summary>Refuses data whose files have other contents than those of the run.</summary>
    /// <exception cref="DataException">They have.</exception>
    public static void Require(DataRecord record, IReadOnlyList<string> files)
    {
        var now = files.Select(DataHash.OfFile).ToArray();
        var before = record.Files;
        if (now.Length != before.Count)
        {
            throw new DataException(new Problem(
                "the data are not those of the run", string.Join(", ", files), $"{now.Length} files", $"{before.Count} files",
                "name the files that the run was begun with"));
        }
        for (int i = 0; i < now.Length; i++)
        {
            if (now[i] != before[i].Sha256)
            {
                throw new DataException(new Problem(
                    "the file is not the one that the run was begun with", files[i], $"SHA-256 {now[i][..12]}...",
                    $"{before[i].Sha256[..Math.Min(12, before[i].Sha256.Length)]}... of {before[i].Path}",
                    "restore the file, or begin a new run"));
            }
        }
    }
}
