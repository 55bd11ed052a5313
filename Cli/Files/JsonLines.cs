using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ProbBnn.Cli;

/// <summary>JSON objects, one a line, on the tool's output.</summary>
internal sealed class JsonLines(ToolHost host)
{
    /// <summary>Writes an object and hands it on at once.</summary>
    /// <param name="kind">Its member <c>event</c>.</param>
    /// <param name="members">Writes its other members.</param>
    public void Write(string kind, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", kind);
            members(json);
            json.WriteEndObject();
        }
        host.Out.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        host.Out.Flush();
    }
}
