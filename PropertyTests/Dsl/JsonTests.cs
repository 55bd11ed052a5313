using FsCheck.Fluent;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Dsl;

public class JsonTests
{
    private const string Hand = """
        {
          // what a person would write
          "schema": "probbnn-model", "version": 1,
          "inputs": 2, "outputs": 1,
          "features": { "kind": "concatenation", "parts": ["raw", { "kind": "fourier", "frequencies": [0.25, 0.5] }] },
          "layers": [
            { "width": 50, "activation": "silu", "prior": { "structure": "perUnit", "scale": "fanIn", "learning": "learned" } },
            { "width": 50, "activation": "silu", "prior": { "structure": "perWeight", "scale": "unscaled" }, "skip": "residual" },
          ],
          "output": {
            "prior": { "structure": "perUnit", "scale": "fanIn", "learning": { "kind": "releasedAt", "step": 9, "then": "learned" } },
          },
          "likelihood": { "kind": "gaussian", "stdDev": 0.2, "learning": { "kind": "learned", "below": 0.3 } },
          "pseudoLikelihood": { "widths": [32], "lastLayer": { "weights": "integratedOut" } }
        }
        """;

    [Fact]
    public void Every_model_reads_back_equal() => Law.Holds(Models.Any, model =>
    {
        var read = BnnModel.FromJson(model.ToJson());
        Assert.Equal(model, read);
        Assert.Equal(model.ToJson(), read.ToJson());
    }, count: 500);

    [Fact]
    public void A_hand_written_text_gets_the_usual_values_for_what_it_leaves_out()
    {
        var expected = Bnn.Regression(2, 1)
            .Features(new InputFeatures.Raw().And(new InputFeatures.Fourier([0.25, 0.5])))
            .Hidden(50, Activation.Silu, Prior.PerUnit().ScaledByFanIn().Learned())
            .HiddenResidual(50, Activation.Silu, Prior.PerWeight())
            .Output(Prior.PerUnit().ScaledByFanIn().ReleasedAt(9))
            .Observe(Likelihood.Gaussian(StdDev.Of(0.2)).Learned(below: StdDev.Of(0.3)))
            .PseudoLikelihood(Amortised.Mlp(32).IntegratingLastLayer())
            .Build();
        Assert.Equal(expected, BnnModel.FromJson(Hand));
    }

    /// <summary>Replaces one piece of the text above; the message must begin with the path and hold the second text.</summary>
    [Theory]
    [InlineData("\"version\": 1,", "\"version\": 2,", "version: ", "got 2")]
    [InlineData("\"version\": 1,", "\"version\": 0,", "version: ", "got 0")]
    [InlineData("\"version\": 1,", "", "version: ", "missing")]
    [InlineData("probbnn-model", "probbnn-process", "schema: ", "probbnn-process")]
    [InlineData("\"outputs\": 1,", "", "outputs: ", "missing")]
    [InlineData("\"inputs\": 2", "\"inputs\": 2.5", "inputs: ", "got 2.5, expected a whole number")]
    [InlineData("\"inputs\": 2", "\"inputs\": \"2\"", "inputs: ", "got \"2\"")]
    [InlineData("\"inputs\": 2", "\"inputs\": 0", "inputs: ", "got 0")]
    [InlineData("\"inputs\": 2", "\"inputs\": 99999999999", "inputs: ", "got 99999999999")]
    [InlineData("\"inputs\": 2", "\"inputs\": 2, \"inputs\": 3", "inputs: ", "twice")]
    [InlineData("\"width\": 50, ", "", "layers[0].width: ", "missing")]
    [InlineData("\"scale\": \"unscaled\"", "\"scale\": \"none\"", "layers[1].prior.scale: ", "expected fanIn, unscaled")]
    [InlineData(", \"scale\": \"unscaled\"", "", "layers[1].prior.scale: ", "missing")]
    [InlineData("\"scale\": \"unscaled\"", "\"scale\": \"unscaled\", \"size\": 3", "layers[1].prior.size: ", "unknown field")]
    [InlineData("\"skip\": \"residual\"", "\"skip\": \"Residual\"", "layers[1].skip: ", "expected none, residual")]
    [InlineData("\"skip\": \"residual\"", "\"skip\": null", "layers[1].skip: ", "got null")]
    [InlineData("\"step\": 9", "\"step\": -9", "output.prior.learning.step: ", "got -9")]
    [InlineData("\"then\": \"learned\"", "\"then\": \"fixed\"", "output.prior.learning.then: ", "Learned or MeansOnly")]
    [InlineData("[0.25, 0.5]", "[0.25, \"x\"]", "features.parts[1].frequencies[1]: ", "got \"x\", expected a finite number")]
    [InlineData("[0.25, 0.5]", "[0.25, 1e999]", "features.parts[1].frequencies[1]: ", "got 1e999, expected a finite number")]
    [InlineData("[0.25, 0.5]", "[0.25, 0.25]", "features.parts[1].frequencies[1]: ", "twice")]
    [InlineData("[0.25, 0.5]", "0.25", "features.parts[1].frequencies: ", "a list")]
    [InlineData("\"kind\": \"fourier\",", "", "features.parts[1].kind: ", "missing")]
    [InlineData("\"fourier\"", "\"wavelets\"", "features.parts[1]: ", "keyedFourier")]
    [InlineData("\"raw\"", "\"fourier\"", "features.parts[0].frequencies: ", "missing")]
    [InlineData("\"raw\"", "{ \"kind\": \"raw\", \"degree\": 1 }", "features.parts[0].degree: ", "unknown field")]
    [InlineData("\"stdDev\": 0.2", "\"stdDev\": -0.2", "likelihood.stdDev: ", "positive")]
    [InlineData("\"stdDev\": 0.2", "\"stdDev\": 0.4", "likelihood.stdDev: ", "outside its bounds")]
    [InlineData("\"below\": 0.3", "\"below\": 0", "likelihood.learning.below: ", "positive")]
    [InlineData("[32]", "[0]", "pseudoLikelihood.widths[0]: ", "got 0")]
    [InlineData("[32]", "32", "pseudoLikelihood.widths: ", "a list such as [50, 50]")]
    [InlineData("\"integratedOut\"", "true", "pseudoLikelihood.lastLayer.weights: ", "sampled, integratedOut")]
    [InlineData("\"widths\": [32]", "\"widths\": [32], \"logNoiseFloor\": -1", "pseudoLikelihood.logNoiseFloor: ", "got -1")]
    [InlineData("\"widths\": [32]", "\"widths\": [32], \"activation\": \"\\ud800\"", "pseudoLikelihood.activation: ", "half a character")]
    [InlineData("\"inputs\": 2", "\"inputs\" 2", "line 4, character ", "not JSON")]
    public void What_does_not_fit_is_refused_with_its_path(string piece, string replacement, string path, string says)
    {
        int at = Hand.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0, "the piece is in the text");
        string text = Hand[..at] + replacement + Hand[(at + piece.Length)..];
        string message = Assert.Throws<ModelException>(() => BnnModel.FromJson(text)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("\ud800")]
    [InlineData("{\"\\ud800\": 1}")]
    public void What_is_no_model_at_all_is_refused(string text) => Assert.Throws<ModelException>(() => BnnModel.FromJson(text));

    [Fact]
    public void A_damaged_text_gives_a_model_or_a_refusal_and_nothing_else() => Law.Holds(
        from model in Models.Any
        from place in Gen.Choose(0, int.MaxValue - 1)
        from replacement in Gen.Elements("", "0", "-", "\"", "{", "]", ",", "\\", "null", "9", "\ud800", "e9")
        select (Text: model.ToJson(), Place: place, Replacement: replacement),
        damage =>
        {
            int place = damage.Place % damage.Text.Length;
            string text = damage.Text[..place] + damage.Replacement + damage.Text[(place + 1)..];
            try
            {
                BnnModel.FromJson(text);
            }
            catch (ModelException)
            {
            }
        },
        count: 500);
}
