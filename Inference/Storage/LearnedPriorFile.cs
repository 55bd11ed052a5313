using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A learned prior as one file: the description without its numbers, names and scaling, then the numbers as tensors.</summary>
internal static class LearnedPriorFile
{
    private const string Kind = "prior", Means = "means", Factors = "factors";

    public static void Save(LearnedPrior prior, string path)
    {
        var model = prior.Model;
        var starts = Enumerable.Range(0, model.LayerCount).Select(layer => (PriorStart.Given)model.PriorOf(layer).Start).ToArray();
        StoredFile.Write(
            path,
            json =>
            {
                json.WriteString("kind", Kind);
                HeaderJson.WriteModel(json, model.WithPriors(layer => model.PriorOf(layer).Starting(new PriorStart.Zero())));
                HeaderJson.WriteFrame(json, prior.Frame);
            },
            [(Means, Numbers(start => start.Means)), (Factors, Numbers(start => start.Factors))]);

        ParameterSet Numbers(Func<PriorStart.Given, ValueList<double>> of) =>
            new(starts.Select((start, layer) => (model.PathOf(layer), Tensor.Of([of(start).Count], of(start).AsSpan()))));
    }

    public static bool Is(string path) =>
        StoredFile.Read(path).Header.TryGetProperty("kind", out var kind) && kind.ValueEquals(Kind);

    public static LearnedPrior Load(string path)
    {
        var (header, groups) = StoredFile.Read(path);
        return Reading.As(path, Kind, header, () =>
        {
            var model = HeaderJson.ReadModel(header);
            ValueList<double> Numbers(string group, int layer) => ValueList.Create(groups[group][model.PathOf(layer)].Doubles);
            PriorStart Start(int layer) => new PriorStart.Given(Numbers(Means, layer), Numbers(Factors, layer));
            return LearnedPrior.From(
                model.WithPriors(layer => model.PriorOf(layer).Starting(Start(layer))), HeaderJson.ReadFrame(header));
        });
    }
}
