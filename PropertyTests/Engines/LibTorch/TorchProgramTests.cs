using FsCheck.Fluent;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

public class TorchProgramTests
{
    [Fact]
    public void Random_programs_give_what_Reference_gives_run_after_run()
    {
        using var engine = LibTorchEngine.Open(TorchEngines.Options);
        using var deferring = LibTorchEngine.Open(TorchEngines.Deferring);
        Law.Holds(
            Gen.Choose(0, 1_000_000),
            seed => EngineAgreement.AgreeOn(seed % 3 == 0 ? deferring : engine, RandomPrograms.Of(new Dice(seed), seed % 2 == 0), 6),
            count: 600);
    }

    [Fact]
    public void Random_programs_over_many_elements_give_what_Reference_gives()
    {
        using var engine = LibTorchEngine.Open(TorchEngines.Options);
        Law.Holds(
            Gen.Choose(0, 1_000_000), seed => EngineAgreement.AgreeOn(engine, RandomPrograms.Of(new Dice(seed), longest: 70), 2), count: 60);
    }

    [Fact]
    public void Layers_and_networks_agree_with_their_gradients()
    {
        using var engines = new TorchEngines();
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            engines.AgreeOn(ConjugateLayerTests.Layer(new Dice(seed)));
            engines.AgreeOn(DenseNetworkTests.Objective(DenseCases.Arguments(new Dice(seed)), seed % 3));
        }, count: 20);
    }

    [Fact]
    public void State_is_replaced_all_at_once()
    {
        Expr x = Expr.Input("x", [3]), y = Expr.Input("y", [3]), z = Expr.Input("z", [3]), unused = Expr.Input("unused", [2]);
        var swap = Program.Build([("x", x), ("y", y.Reshape([3, 1]))], [(x, y), (y, x), (z, x + y), (unused, unused)]);
        using var engine = LibTorchEngine.Open(TorchEngines.Options);
        using var executable = engine.Compile(swap);
        using var session = executable.Rent();
        session.Write(swap.Input("x"), [1, 2, 3]);
        session.Write(swap.Input("y"), [10, 20, 30]);
        session.Write(swap.Input("unused"), [5, 6]);
        session.Run();
        session.Write(swap.Input("z"), [0, 0, 0]);
        Assert.Equal([1, 2, 3], session.ReadTensor(0, [3]).Doubles.ToArray());
        Assert.Equal([10, 20, 30], session.ReadTensor(1, [3, 1]).Doubles.ToArray());
        Assert.Equal([10, 20, 30], EngineAgreement.State(session, swap, "x"));
        Assert.Equal([1, 2, 3], EngineAgreement.State(session, swap, "y"));
        Assert.Equal([5, 6], EngineAgreement.State(session, swap, "unused"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_program_is_explained(bool asOnCuda)
    {
        var sample = ConjugateLayerTests.Layer(new Dice(3));
        using var engine = LibTorchEngine.Open(asOnCuda ? TorchEngines.Deferring : TorchEngines.Options);
        using var executable = engine.Compile(sample.Program);
        using (var session = executable.Rent())
        {
            EngineAgreement.Write(session, sample.Program, sample.Inputs, sample.Keys);
            for (int run = 0; run < 6; run++)
            {
                session.Run();
            }
        }
        Assert.Contains(
            TorchEngines.IsCuda || asOnCuda ? "replay a captured graph" : "not captured: only runs on CUDA are", executable.Explain(),
            StringComparison.Ordinal);
        Assert.Contains("Cholesky", executable.Explain(), StringComparison.Ordinal);
    }
}
