using Microsoft.Extensions.Options;
using ProbBnn.Foundation;

namespace ProbBnn.Hosting;

/// <summary>Refuses options outside their ranges, before anything is computed.</summary>
internal sealed class ProbBnnOptionsValidator : IValidateOptions<ProbBnnOptions>
{
    private const int MostThreads = 1024;

    public ValidateOptionsResult Validate(string? name, ProbBnnOptions options)
    {
        Problem[] problems =
        [
            .. options.Threads is < 1 or > MostThreads
                ? [new Problem("not a number of threads", nameof(options.Threads), $"{options.Threads}", $"1 to {MostThreads}, or none",
                    "leave it out for one thread a processor")]
                : Array.Empty<Problem>(),
            .. Enum.IsDefined(options.Precision)
                ? []
                : new[]
                {
                    new Problem("not a number format", nameof(options.Precision), $"{options.Precision}", "Double or Single",
                        "choose one of them"),
                },
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(p => p.ToString()));
    }
}
