using System.Diagnostics;
using System.Text.Json;

namespace ProbBnn.Dsl;

/// <summary>Shares of the prior as JSON.</summary>
internal static class PriorShareJson
{
    internal static void Write(Utf8JsonWriter json, PriorShare share)
    {
        switch (share)
        {
            case PriorShare.Whole:
                json.WriteStringValue("whole");
                break;
            case PriorShare.FromInput front:
                Write(json, "fromInput", front.Share, front.Seed);
                break;
            case PriorShare.FromOutput back:
                Write(json, "fromOutput", back.Share, back.Seed);
                break;
            default:
                throw new UnreachableException();
        }
    }

    internal static PriorShare Read(JsonAt at)
    {
        var found = at.Case();
        if (found.Word == "whole")
        {
            return found.Bare(new PriorShare.Whole());
        }
        if (found.Word is not ("fromInput" or "fromOutput"))
        {
            throw at.NoneOf(["whole", "fromInput", "fromOutput"]);
        }
        var fields = found.Fields("share", "seed");
        var (share, seed) = (fields.Required("share").Double(), fields.Required("seed").ULong());
        return found.Word == "fromInput" ? new PriorShare.FromInput(share, seed) : new PriorShare.FromOutput(share, seed);
    }

    private static void Write(Utf8JsonWriter json, string kind, double share, ulong seed) => json.WriteCase(kind, () =>
    {
        json.WriteDouble("share", share);
        json.WriteNumber("seed", seed);
    });
}
