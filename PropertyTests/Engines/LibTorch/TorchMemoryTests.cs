using ProbBnn.Engines.LibTorch;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

/// <summary>Memory of the process, which other tests would disturb.</summary>
[Collection(nameof(RunsAlone))]
public class TorchMemoryTests
{
    /// <summary>10,000 runs; what the process holds is looked at after the first thousand and at the end.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Memory_stays_flat_run_after_run(bool asOnCuda)
    {
        var sample = RandomPrograms.Of(new Dice(4), mayFail: true, longest: 30);
        using var engine = LibTorchEngine.Open(asOnCuda ? TorchEngines.Deferring : TorchEngines.Options);
        using var executable = engine.Compile(sample.Program);
        using var session = executable.Rent();
        EngineAgreement.Write(session, sample.Program, sample.Inputs, sample.Keys);
        long before = 0;
        for (int run = 0; run < 10_000; run++)
        {
            session.Run();
            if (run == 1000)
            {
                before = Resident();
            }
        }
        Assert.InRange(Resident() - before, long.MinValue, 8 << 20);
    }

    private static long Resident()
    {
        GC.Collect();
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
