using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

public sealed partial record BnnModel
{
    /// <summary>
    /// A hash of the whole description, the same in every process and on every machine: SHA-256 of its compact JSON members, in
    /// hexadecimal, lower case. Equal descriptions have equal hashes.
    /// </summary>
    public string Hash => HashOf(ModelJson.Canonical(this, PseudoLikelihood));

    /// <summary>
    /// A hash of what is assumed of functions and observations: of everything but the pseudo-likelihood. Equal to the
    /// <see cref="Hash"/> of the same description without it.
    /// </summary>
    public string GenerativeHash => HashOf(ModelJson.Canonical(this, null));

    /// <summary>
    /// The network in one line: inputs, features, every layer's width, activation and skip with the structure and scale of its prior, for
    /// example <c>1 input, raw; 50 tanh, prior per unit, fan-in; 1 output, prior per unit, fan-in</c>.
    /// </summary>
    public string Architecture => string.Join("; ",
    [
        $"{Phrases.Number(Inputs, "input")}, {Phrases.Of(Features)}",
        .. Hidden.Select(layer => layer.Width.ToString(CultureInfo.InvariantCulture)
            + $" {EnumWords<Activation>.Words.Of(layer.Activation)}"
            + (layer.Skip == Skip.Residual ? " residual" : "") + Shape(layer.Prior)),
        Phrases.Number(Outputs, "output") + Shape(Output.Prior),
    ]);

    /// <summary>The description as a plain-text table: what is assumed, then one line per layer, then totals and the hash.</summary>
    public string ToTable() => ModelTable.Of(this);

    /// <summary>The description as JSON, indented, with everything stated; equal descriptions give equal text.</summary>
    public string ToJson() => ModelJson.Text(this);

    /// <summary>The description that a JSON text holds; comments and trailing commas are allowed.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="ModelException">The text is not JSON, has unknown or missing fields or values of a wrong type, is of a newer
    /// version, or describes an impossible model; the message names the path.</exception>
    public static BnnModel FromJson(string json) => ModelJson.Read(json);

    /// <summary>The description as a table, like <see cref="ToTable"/>.</summary>
    public override string ToString() => ToTable();

    private static string Shape(Prior prior) => $", prior {Phrases.Of(prior.Structure)}, {Phrases.Of(prior.Scale)}";

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
