using FsCheck.Fluent;
using ProbBnn.Engines.Managed;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

public class ProgramTests
{
    [Fact]
    public void Random_programs_give_what_Reference_gives_run_after_run()
    {
        using var engine = ManagedEngine.Double(new ManagedOptions { Threads = 2 });
        Law.Holds(Gen.Choose(0, 1_000_000), seed => EngineAgreement.AgreeOn(engine, RandomPrograms.Of(new Dice(seed), seed % 2 == 0), 3), count: 3000);
    }

    /// <summary>Values of up to 9,800 elements, so that steps over the same positions run in several tiles.</summary>
    [Fact]
    public void Random_programs_over_many_tiles_give_what_Reference_gives()
    {
        using var engine = ManagedEngine.Double(new ManagedOptions { Threads = 2 });
        Law.Holds(Gen.Choose(0, 1_000_000), seed => EngineAgreement.AgreeOn(engine, RandomPrograms.Of(new Dice(seed), longest: 70), 2), count: 300);
    }

    /// <summary>
    /// The last line that reads <c>late</c> and the line that writes <c>wide</c> run tile by tile as one step; were memory planned line by
    /// line, the first tile of <c>wide</c> would lie over the second of <c>late</c>, because <c>before</c> and <c>after</c> differ in length.
    /// </summary>
    [Fact]
    public void A_tile_is_not_written_over_what_a_later_tile_reads()
    {
        const int n = 4096;
        Expr x = Expr.Input("x", [n]), y = Expr.Input("y", [n]), one = Expr.Input("one", [1]);
        Expr before = Expr.Input("before", [n + 1024]).Tanh(), after = Expr.Input("after", [n + 2048]).Tanh();
        Expr late = y.Tanh(), wide = one.BroadcastTo([n]);
        var program = Program.Of(
            ("first", (late.Sum() * 0.001) + before.Sum()), ("product", ((x.Tanh() + late) * wide).Sum()), ("after", after.Sum()),
            ("wide", (wide * 2.0).Sum()));
        var dice = new Dice(1);
        var values = program.Inputs.ToDictionary(i => i.Name, i => dice.Normals(program.InputShape(program.Input(i.Name))));
        using var engine = ManagedEngine.Double(new ManagedOptions { Threads = 1 });
        EngineAgreement.Close(new ReferenceEngine().Run(program, values)["product"], engine.Run(program, values)["product"], "product");
    }

    [Fact]
    public void Random_programs_agree_with_composites_expanded()
    {
        using var engine = ManagedEngine.Double(new ManagedOptions { Threads = 1, Composites = CompositeExecution.Expanded });
        Law.Holds(Gen.Choose(0, 1_000_000), seed => EngineAgreement.AgreeOn(engine, RandomPrograms.Of(new Dice(seed)), 2), count: 300);
    }

    [Fact]
    public void State_is_replaced_all_at_once()
    {
        Expr x = Expr.Input("x", [3]), y = Expr.Input("y", [3]), z = Expr.Input("z", [3]);
        var swap = Program.Build([("x", x)], [(x, y), (y, x), (z, x + y)]);
        using var engine = ManagedEngine.Double();
        using var executable = engine.Compile(swap);
        using var session = executable.Rent();
        session.Write(swap.Input("x"), [1, 2, 3]);
        session.Write(swap.Input("y"), [10, 20, 30]);
        session.Run();
        Assert.Equal([1, 2, 3], session.ReadTensor(0, [3]).Doubles.ToArray());
        Assert.Equal([10, 20, 30], EngineAgreement.State(session, swap, "x"));
        Assert.Equal([1, 2, 3], EngineAgreement.State(session, swap, "y"));
        Assert.Equal([11, 22, 33], EngineAgreement.State(session, swap, "z"));
    }

    [Fact]
    public void A_solution_is_not_written_over_the_matrix_it_needs()
    {
        var x = Expr.Input("x", [130, 130]);
        var factor = x.LowerTriangle() + Expr.Constant(Tensor.Generate([130, 130], i => i % 131 == 0 ? 20 : 0));
        var program = Program.Of(("solved", factor.TriangularSolve(factor, transposed: true)));
        using var engine = ManagedEngine.Double(new ManagedOptions { Threads = 1 });
        var values = new Dictionary<string, Tensor> { ["x"] = new Dice(1).Normals([130, 130]) };
        EngineAgreement.Close(new ReferenceEngine().Run(program, values)["solved"], engine.Run(program, values)["solved"], "solved");
    }

    [Fact]
    public void A_training_step_keeps_its_state_in_place()
    {
        var names = new[] { "x", "m", "v" };
        var state = names.Select(n => Expr.Input(n, [1000])).ToArray();
        var gradient = Gradients.Of((state[0] - 3.0).Square().Sum(), state[0])[0];
        var step = Node.Of(new Operation.AdamStep(0.9, 0.999, 1e-8), state[0], state[1], state[2], gradient, 0.1, Expr.Input("t", []));
        var loss = (state[0] - 3.0).Square().Sum();
        var program = Program.Build([("loss", loss)], [(state[0], step[0]), (state[1], step[1]), (state[2], step[2])]);
        using var engine = ManagedEngine.Double();
        using var executable = engine.Compile(program);
        Assert.InRange(executable.SessionBytes, 0, 5 * 8 * 1000 + 2000);
        using var session = executable.Rent();
        double last = double.MaxValue;
        for (int t = 1; t <= 300; t++)
        {
            session.Write(program.Input("t"), [t]);
            session.Run();
            last = session.ReadTensor(0, [])[[]];
        }
        Assert.InRange(last, 0, 0.1);
    }
}
