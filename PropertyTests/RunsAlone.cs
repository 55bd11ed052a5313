using Xunit;

namespace ProbBnn.PropertyTests;

/// <summary>Tests that use the current folder or the console of the process, or measure its memory; nothing runs beside them.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
