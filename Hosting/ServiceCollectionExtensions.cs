using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ProbBnn.Tensors;

namespace ProbBnn.Hosting;

/// <summary>ProbBnn in a service collection.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine (<see cref="IEngine"/>, one for the application), <see cref="AmortisedInferenceFactory"/> and
    /// <see cref="TrainingObserver"/>, with logging and metrics.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; null for the defaults. They are checked when the engine is first asked for.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddProbBnn(this IServiceCollection services, Action<ProbBnnOptions>? configure = null)
    {
        services.AddLogging();
        services.AddMetrics();
        services.AddOptions<ProbBnnOptions>().Configure(configure ?? (_ => { }));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProbBnnOptions>, ProbBnnOptionsValidator>());
        services.TryAddSingleton(provider => EngineFactory.Create(provider.GetRequiredService<IOptions<ProbBnnOptions>>().Value));
        services.TryAddSingleton<AmortisedInferenceFactory>();
        services.TryAddSingleton<TrainingMeter>();
        services.TryAddTransient<TrainingObserver>();
        return services;
    }
}
