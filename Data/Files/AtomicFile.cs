using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Writes a file whole or not at all: into a temporary file of the same folder, then renamed over the target.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file. On failure the target is as it was before and the temporary file is gone.</summary>
    /// <param name="path">The file to write; an existing one, or the file it links to, is replaced once the new one is complete.</param>
    /// <param name="write">Writes the content; its own exceptions pass through.</param>
    /// <exception cref="DataException">The file cannot be created, written or renamed; the message names the file.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (Directory.Exists(path))
        {
            throw new DataException(new Problem("cannot be written", path, "the name of a folder", "the name of a file",
                "name a file in it"));
        }
        string target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        string folder = Path.GetDirectoryName(Path.GetFullPath(target)) ?? ".";
        if (!Directory.Exists(folder))
        {
            throw new DataException(new Problem("cannot be written", path, "a folder that does not exist",
                Remedy: $"create the folder {folder}"));
        }
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        bool done = false;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
            done = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(
                new Problem("cannot be written", path, e.Message.TrimEnd('.'),
                Remedy: "check permissions and free space, or choose another place"), e);
        }
        finally
        {
            if (!done)
            {
                Remove(temporary);
            }
        }
    }

    // The failure that brought us here is the one to report, so a leftover that cannot be removed stays silent.
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
