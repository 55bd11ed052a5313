using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

internal static partial class Parse
{
    /// <summary>What conditions on a data set in one pass by inference networks that were trained on many tasks.</summary>
    public const string Amortised = "amortised";

    private static readonly (string Name, TaskMethod Method)[] Methods =
        [.. new TaskMethod[]
        {
            new Exact(), new PerTask(), new MeanField(), new Unitwise(), new Layerwise(), new FullCovariance(), new GlobalInducing(),
            new Hmc(), new Langevin(), new Nuts(), new Swag(), new Ensemble(), new Map(),
        }.Select(method => (method.Name, method))];

    /// <summary>The names of all methods for one data set.</summary>
    public static string MethodNames => string.Join(", ", Methods.Select(m => m.Name));

    /// <summary>A method for one data set by its name, with its usual options.</summary>
    public static TaskMethod Method(string option, string text) => Word(option, text, Methods);

    /// <summary>Names of methods, <c>amortised</c> among them, separated by commas; none twice.</summary>
    public static ValueList<string> MethodList(string option, string text)
    {
        var names = text.Split(',').Select(name => name.Trim()).ToValueList();
        foreach (string name in names)
        {
            Word(option, name, [(Amortised, ""), .. Methods.Select(m => (m.Name, ""))]);
        }
        return names.Distinct().Count() == names.Count
            ? names
            : throw Refused(option, text, "methods separated by commas, each once", "nuts,mean-field");
    }
}
