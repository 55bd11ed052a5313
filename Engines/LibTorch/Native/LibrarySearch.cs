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

    /// <summary>Loads the library.</summary>
    /// <param name="path">Its file, or null to look for it.</param>
    /// <returns>What the system knows it by, and where it was found.</returns>
    /// <exception cref="EngineLibraryException">It is missing, or the system cannot load it.</exception>
    public static (nint Library, string Place) Load(string? path)
    {
        if (path is not null)
        {
            return File.Exists(path)
                ? (Load(path, path), path)
                : throw new EngineLibraryException(new Problem(
                    "the libtorch engine's library is missing", path, "no such file", FileName, Remedy));
        }
        string beside = Path.Combine(AppContext.BaseDirectory, FileName);
        return File.Exists(beside) ? (Load(beside, beside), beside) : (Load(FileName, $"{beside}, then the system's folders"), FileName);
    }

    private static nint Load(string name, string where)
    {
        try
        {
            return NativeLibrary.Load(name);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new EngineLibraryException(
                new Problem("the libtorch engine's library cannot be loaded", where, Reason(exception), FileName, Remedy), exception);
        }
    }

    /// <summary>The loader's own words, which follow general advice.</summary>
    private static string Reason(Exception exception) =>
        exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : "";
}
