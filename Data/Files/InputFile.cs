using System.IO.Compression;
using System.Text;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Opens files for reading; a gzip file is recognised by its first two bytes, whatever its name.</summary>
internal static class InputFile
{
    private static readonly byte[] EndMark = [0x70, 0x62, 0x00, 0xe5, 0x1d, 0xff, 0x0a, 0x8c];

    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new DataException(new Problem("is a folder", path, Expected: "a file", Remedy: "name a file in it"));
        }
        if (!File.Exists(path))
        {
            throw new DataException(new Problem("the file does not exist", path, Remedy: "check the path"));
        }
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>UTF-8 text (UTF-16 and UTF-32 with a byte order mark), decompressed; bytes that are not text raise an error.</summary>
    public static StreamReader OpenText(string path)
    {
        var stream = Open(path);
        try
        {
            return new StreamReader(IsGzip(stream) ? Decompressed(stream) : stream,
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true), true, 1 << 16);
        }
        catch (Exception e) when (IsReadFailure(e))
        {
            stream.Dispose();
            throw Unreadable(path, e);
        }
    }

    public static bool IsReadFailure(Exception e) =>
        e is IOException or UnauthorizedAccessException or InvalidDataException or DecoderFallbackException;

    public static DataException Unreadable(string path, Exception e) => e switch
    {
        DecoderFallbackException => new DataException(new Problem(
            "is not UTF-8 text", path, Expected: "a CSV file in UTF-8, plain or gzip", Remedy: "save it as CSV in UTF-8"), e),
        InvalidDataException => new DataException(new Problem(
            "the gzip file is damaged or ends too early", path, Remedy: "copy or compress it again (gzip -t tests it)"), e),
        _ => new DataException(new Problem("cannot be read", path, e.Message.TrimEnd('.'),
            Remedy: "check the path and its permissions"), e),
    };

    private static bool IsGzip(FileStream stream)
    {
        if (!stream.CanSeek)
        {
            return stream.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        }
        Span<byte> magic = stackalloc byte[2];
        int read = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
    }

    // GZipStream ends quietly where a file was cut off. So the file is checked first: with one more member, a known mark, behind it,
    // the decompressed bytes end with the mark only if everything before is whole.
    private static GZipStream Decompressed(FileStream stream)
    {
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        stream.Dispose();
        int length = (int)bytes.Length;
        using (var mark = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            mark.Write(EndMark);
        }
        bytes.Position = 0;
        using (var whole = new GZipStream(bytes, CompressionMode.Decompress, leaveOpen: true))
        {
            if (!EndsWithMark(whole))
            {
                throw new InvalidDataException("the compressed data are not whole");
            }
        }
        return new GZipStream(new MemoryStream(bytes.GetBuffer(), 0, length, writable: false), CompressionMode.Decompress);
    }

    private static bool EndsWithMark(GZipStream stream)
    {
        var buffer = new byte[1 << 16];
        int kept = 0, read;
        while ((read = stream.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            int filled = kept + read;
            kept = Math.Min(filled, EndMark.Length);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
        }
        return buffer.AsSpan(0, kept).SequenceEqual(EndMark);
    }
}
