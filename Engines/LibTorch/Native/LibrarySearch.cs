using System.Runtime.InteropServices;
using ProbBnn.Foundation;

namespace ProbBnn.Engines.LibTorch;

/// <summary>Finds and loads the native library: at a given path, or beside the application and then where the system looks.</summary>
internal static class LibrarySearch
{
    /// <summary>The library's file.</summary>
    public const string FileName = "libprobbnn_torch.so";

    private const string Remedy =
        "build it (one command, docs/engines/libtorch.md) and give its path: LibTorchOptions.LibraryPath, PROBBNN_LIBTORCH for the tool";

    private const string RemedyOfLoad =
        "build it again for the libtorch of this machine (docs/engines/libtorch.md); ldd says what it needs and does not find";

    /// <summary>Loads the library.</summary>
    /// <param name="path">Its file, or null to look for it.</param>
    /// <returns>What the system knows it by, and where it was found.</returns>
    /// <exception cref="EngineLibraryException">It is missing, or the system cannot load it.</exception>
    public static (nint Library, string Place) Load(string? path)
    {
        if (path is not null)
        {
            string given = string.IsNullOrWhiteSpace(path) ? "LibraryPath" : Path.GetFullPath(path);
            return File.Exists(given)
                ? (OfFile(given), given)
                : throw new EngineLibraryException(new Problem(
                    "the libtorch engine's library is missing", given, Directory.Exists(given) ? "a folder" : "no such file", FileName, Remedy));
        }
        string beside = Path.Combine(AppContext.BaseDirectory, FileName);
        return File.Exists(beside)
            ? (OfFile(beside), beside)
            : (Load(FileName, $"no path was given; {beside}, then the system's folders", Remedy), FileName);
    }

    private static nint OfFile(string path)
    {
        try
        {
            return SharedObject.Fault(path) is { } fault ? throw CannotBeLoaded(path, fault, RemedyOfLoad) : Load(path, path, RemedyOfLoad);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotBeLoaded(path, exception.Message, "see that it can be read", exception);
        }
    }

    private static nint Load(string name, string where, string remedy)
    {
        try
        {
            return NativeLibrary.Load(name);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw CannotBeLoaded(where, Reason(exception), remedy, exception);
        }
    }

    private static EngineLibraryException CannotBeLoaded(string where, string got, string remedy, Exception? inner = null) =>
        new(new Problem("the libtorch engine's library cannot be loaded", where, got, FileName, remedy), inner);

    /// <summary>The loader's own words, which follow general advice.</summary>
    private static string Reason(Exception exception) =>
        exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : "";
}
