using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ProbBnn.Engines.LibTorch;

/// <summary>What can be said of a library's file before the system maps it: a file that was cut short would end the process.</summary>
internal static class SharedObject
{
    private const int HeaderBytes = 64, EntryBytes = 56, Loaded = 1;
    private const byte Is64Bit = 2;

    /// <summary>What is wrong with a file, or null. Only the format of Linux is looked at.</summary>
    /// <param name="path">The file.</param>
    public static string? Fault(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith("\u007fELF"u8) || header[4] != Is64Bit)
        {
            return "a file that is no library";
        }
        int machine = BinaryPrimitives.ReadUInt16LittleEndian(header[18..]);
        if (machine != Machine)
        {
            return $"a library for another processor (machine {machine})";
        }
        long entries = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        Span<byte> entry = stackalloc byte[EntryBytes];
        for (int i = 0; i < count; i++)
        {
            long at = entries + ((long)i * EntryBytes);
            if (at < 0 || at + EntryBytes > file.Length)
            {
                return CutShort(file.Length);
            }
            file.Position = at;
            file.ReadExactly(entry);
            long end = BinaryPrimitives.ReadInt64LittleEndian(entry[8..]) + BinaryPrimitives.ReadInt64LittleEndian(entry[32..]);
            if (BinaryPrimitives.ReadInt32LittleEndian(entry) == Loaded && end > file.Length)
            {
                return CutShort(file.Length);
            }
        }
        return null;
    }

    /// <summary>The processor of this process, as the format numbers it.</summary>
    private static int Machine => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 62,
        Architecture.Arm64 => 183,
        _ => 0,
    };

    private static string CutShort(long length) => $"a library that was cut short, to {length} bytes";
}
