using System.Text;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Where a model comes from: a closed union.</summary>
internal abstract record ModelChoice
{
    private ModelChoice()
    {
    }

    /// <summary>The model for data of given dimensions.</summary>
    public abstract BnnModel Build(int inputs, int outputs);

    /// <summary>The same with file names taken from a folder.</summary>
    public virtual ModelChoice From(string folder) => this;

    /// <summary>Described by options.</summary>
    public sealed record Described(ModelFlags Flags) : ModelChoice
    {
        public override BnnModel Build(int inputs, int outputs) => Flags.Build(inputs, outputs);
    }

    /// <summary>Read from a JSON file.</summary>
    public sealed record FromFile(string Path) : ModelChoice
    {
        public override ModelChoice From(string folder) => new FromFile(System.IO.Path.Combine(folder, Path));

        public override BnnModel Build(int inputs, int outputs)
        {
            var model = Read();
            return model.Inputs == inputs && model.Outputs == outputs ? model : throw new DataException(new Problem(
                "the model does not fit the data", Path, $"{model.Inputs} inputs and {model.Outputs} outputs",
                $"{inputs} inputs and {outputs} outputs", "change the model's inputs and outputs, or name other columns"));
        }

        /// <summary>The model as it stands in the file.</summary>
        /// <exception cref="DataException">The file cannot be read, or holds no possible model.</exception>
        public BnnModel Read()
        {
            try
            {
                return BnnModel.FromJson(File.ReadAllText(Path, new UTF8Encoding(false, true)));
            }
            catch (ModelException e)
            {
                throw new DataException(e.Problem with { Where = e.Problem.Where.Length == 0 ? Path : $"{Path}: {e.Problem.Where}" }, e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
            {
                throw new DataException(new Problem(
                    e is FileNotFoundException or DirectoryNotFoundException ? "the file does not exist" : "cannot be read as text", Path,
                    Remedy: "name a model file (probbnn model --run RUN --json prints one)"), e);
            }
        }
    }
}
