using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProbBnn.Hosting;
using ProbBnn.Inference;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Hosting;

public class AddProbBnnTests
{
    private static ServiceProvider Services(Action<ProbBnnOptions>? configure = null, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection().AddProbBnn(configure);
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    [Fact]
    public void There_is_one_engine_of_the_chosen_precision()
    {
        using var usual = Services();
        Assert.Equal(ElementType.Float64, usual.GetRequiredService<IEngine>().ElementType);
        Assert.Same(usual.GetRequiredService<IEngine>(), usual.GetRequiredService<IEngine>());
        using var single = Services(options => (options.Precision, options.Threads) = (EnginePrecision.Single, 1));
        Assert.Equal(ElementType.Float32, single.GetRequiredService<IEngine>().ElementType);
        Assert.NotNull(single.GetRequiredService<AmortisedInferenceFactory>().For(new Objectives.Objective.PpAvi(2)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5000)]
    public void Impossible_options_are_refused(int threads)
    {
        using var services = Services(options => options.Threads = threads);
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IEngine>());
        Assert.Contains("Threads", error.Message, StringComparison.Ordinal);
        using var other = Services(options => options.Precision = (EnginePrecision)7);
        Assert.Throws<OptionsValidationException>(() => other.GetRequiredService<IEngine>());
    }

    [Fact]
    public void Training_is_logged_and_metered()
    {
        var log = new LogLines();
        using var services = Services(null, s => s.AddSingleton<ILoggerProvider>(log));
        using var listener = new MeterListener();
        long steps = 0;
        var objectives = new List<double>();
        var factory = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == TrainingMeter.Name && instrument.Meter.Scope == factory)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => steps += value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            if (instrument.Name == "probbnn.training.objective")
            {
                objectives.Add(value);
            }
        });
        listener.Start();
        var observer = services.GetRequiredService<TrainingObserver>();
        observer.Report(new TrainingProgress(1, 2, -3, 0.5, 1, 1e-3, 10, TimeSpan.FromSeconds(1), null));
        observer.Report(new TrainingProgress(2, 2, -2, 0.5, 1, 1e-3, 10, TimeSpan.Zero, new ValidationPoint(2, -1, 0.25)));
        Assert.Equal(2, steps);
        Assert.Equal([-3, -2], objectives);
        string line = Assert.Single(log.Lines);
        Assert.Contains("0.25", line, StringComparison.Ordinal);
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
