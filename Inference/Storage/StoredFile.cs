// Layout, little-endian: magic "PBNN", format version (int32), header length (int32), header (UTF-8 JSON), then the tensors that the
// header lists, as
// 64-bit numbers, then the SHA-256 of everything before it.
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The one file format of processes and checkpoints: a JSON header and named groups of tensors, sealed by a checksum.</summary>
internal static class StoredFile
{
    private const int Version = 1, Preamble = 12, SealLength = 32;

    private static ReadOnlySpan<byte> Magic => "PBNN"u8;

    /// <summary>Writes a file whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Writes the members of the header object.</param>
    /// <param name="groups">Named groups of tensors.</param>
    public static void Write(string path, Action<Utf8JsonWriter> header, IReadOnlyList<(string Name, ParameterSet Tensors)> groups)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            header(json);
            WriteLayout(json, groups);
            json.WriteEndObject();
        }
        AtomicFile.Write(path, stream =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            void Put(ReadOnlySpan<byte> bytes)
            {
                hash.AppendData(bytes);
                stream.Write(bytes);
            }
            Span<byte> preamble = stackalloc byte[Preamble];
            Magic.CopyTo(preamble);
            BinaryPrimitives.WriteInt32LittleEndian(preamble[4..], Version);
            BinaryPrimitives.WriteInt32LittleEndian(preamble[8..], buffer.WrittenCount);
            Put(preamble);
            Put(buffer.WrittenSpan);
            foreach (var (_, tensors) in groups)
            {
                foreach (string name in tensors.Names)
                {
                    Put(MemoryMarshal.AsBytes(tensors[name].Doubles));
                }
            }
            stream.Write(hash.GetHashAndReset());
        });
    }

    /// <summary>Reads a file that <see cref="Write"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StoredFileException">The file is missing, corrupt, truncated, of another kind or newer than this
    /// version.</exception>
    public static (JsonElement Header, IReadOnlyDictionary<string, ParameterSet> Groups) Read(string path)
    {
        byte[] bytes = Bytes(path);
        if (bytes.Length < Preamble + SealLength || !bytes.AsSpan(0, 4).SequenceEqual(Magic))
        {
            throw Refuse(path, "not a file of this tool", $"{bytes.Length} bytes", "a .pbnn file",
                "give the process.pbnn or checkpoint.pbnn of a run");
        }
        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        if (version != Version)
        {
            throw Refuse(path, "the file is of another format version", $"{version}", $"{Version}",
                "use the version of probbnn that wrote it, or a newer one");
        }
        if (!SHA256.HashData(bytes.AsSpan(0, bytes.Length - SealLength)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - SealLength)))
        {
            throw Refuse(path, "the file is corrupt or truncated", "a wrong checksum", "the checksum it was written with",
                "restore it from a copy, or train again");
        }
        int headerLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(Preamble, headerLength));
            return (document.RootElement.Clone(), ReadTensors(document.RootElement, bytes.AsSpan(Preamble + headerLength)));
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw new StoredFileException(new Problem("the file does not read back", path, e.Message, "a file written by this version"), e);
        }
    }

    private static void WriteLayout(Utf8JsonWriter json, IReadOnlyList<(string Name, ParameterSet Tensors)> groups)
    {
        json.WriteStartObject("tensors");
        foreach (var (group, tensors) in groups)
        {
            json.WriteStartArray(group);
            foreach (string name in tensors.Names)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteStartArray("shape");
                foreach (int dimension in tensors[name].Shape)
                {
                    json.WriteNumberValue(dimension);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static Dictionary<string, ParameterSet> ReadTensors(JsonElement header, ReadOnlySpan<byte> bytes)
    {
        var groups = new Dictionary<string, ParameterSet>(StringComparer.Ordinal);
        foreach (var group in header.GetProperty("tensors").EnumerateObject())
        {
            var tensors = new List<(string, Tensor)>();
            foreach (var entry in group.Value.EnumerateArray())
            {
                Shape shape = [.. entry.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
                tensors.Add((entry.GetProperty("name").GetString()!,
                    Tensor.Of(shape, MemoryMarshal.Cast<byte, double>(bytes[..(shape.Size * sizeof(double))]))));
                bytes = bytes[(shape.Size * sizeof(double))..];
            }
            groups[group.Name] = new ParameterSet(tensors);
        }
        return groups;
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string what = e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : "cannot be read";
            throw new StoredFileException(new Problem(what, path, e.Message.TrimEnd('.'),
                Remedy: "give the .pbnn file of a run, or the run's folder"), e);
        }
    }

    private static StoredFileException Refuse(string path, string what, string got, string expected, string remedy) =>
        new(new Problem(what, path, got, expected, remedy));
}
