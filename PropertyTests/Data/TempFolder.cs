using System.Text;

namespace ProbBnn.PropertyTests.Data;

/// <summary>A folder of its own for one test, removed at its end.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("probbnn-").FullName;

    public string Folder => folder;

    public string PathOf(string name) => Path.Combine(folder, name);

    public string Write(string name, string text) => Write(name, new UTF8Encoding(false).GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
