using System.Security.Cryptography;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>The content hash of a data file, for the record of a run.</summary>
public static class DataHash
{
    /// <summary>SHA-256 of the bytes of a file as 64 lower-case hexadecimal digits.</summary>
    /// <param name="path">The file; it is read as a stream.</param>
    /// <exception cref="DataException">The file does not exist or cannot be read.</exception>
    public static string OfFile(string path)
    {
        using var stream = InputFile.Open(path);
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (IOException e)
        {
            throw InputFile.Unreadable(path, e);
        }
    }
}
