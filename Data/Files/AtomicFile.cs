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
        var (target, temporary) = Places(path);
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
            throw Unwritable(path, temporary, e);
        }
        finally
        {
            if (!done)
            {
                Remove(temporary);
            }
        }
    }

    /// <summary>Makes sure that a file could be written now; a file that is there is left as it is.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It could not; the message names the file.</exception>
    public static void RequireWritable(string path)
    {
        var (_, temporary) = Places(path);
        try
        {
            new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, temporary, e);
        }
    }

    // The file to replace and the temporary one beside it.
    private static (string Target, string Temporary) Places(string path)
    {
        if (Directory.Exists(path))
        {
            throw new DataException(new Problem("cannot be written", path, "the name of a folder", "the name of a file",
                "name a file in it"));
        }
        string target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        if (IsOfTheSystem(path) || IsOfTheSystem(target))
        {
            throw new DataException(new Problem("cannot be written", path, "a device or a pipe", "the name of a file",
                "choose another place"));
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(target)) ?? ".";
        return Directory.Exists(folder)
            ? (target, Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp"))
            : throw new DataException(new Problem("cannot be written", path, "a folder that does not exist",
                Remedy: $"create the folder {folder}"));
    }

    // A rename over a device such as /dev/null would replace it by a plain file, for everybody.
    private static bool IsOfTheSystem(string path)
    {
        string full = Path.GetFullPath(path);
        bool Below(string folder) => full.StartsWith(folder, StringComparison.Ordinal);
        return !OperatingSystem.IsWindows() && (Below("/proc/") || (Below("/dev/") && !Below("/dev/shm/")));
    }

    // The system names the temporary file, of which nobody has heard.
    private static DataException Unwritable(string path, string temporary, Exception e) => new(
        new Problem(
            "cannot be written", path,
            e.Message.Replace($" : '{Path.GetFullPath(temporary)}'", "", StringComparison.Ordinal)
                .Replace(Path.GetFullPath(temporary), path, StringComparison.Ordinal).TrimEnd('.'),
            Remedy: "check permissions and free space, or choose another place"), e);

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
