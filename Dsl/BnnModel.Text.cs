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

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
