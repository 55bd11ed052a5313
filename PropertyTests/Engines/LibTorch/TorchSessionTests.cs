using ProbBnn.Engines.LibTorch;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

public class TorchSessionTests
{
    private static readonly Program s_program = SessionLaws.Counting;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_failure_names_operation_and_index_and_leaves_the_state(bool deferred)
    {
        using var engine = Engine(deferred);
        SessionLaws.FailuresLeaveTheState(engine, "operation Cholesky, matrix 1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_that_an_operation_cannot_take_are_refused_as_by_Reference(bool deferred)
    {
        using var engine = Engine(deferred);
        var mask = Program.Of(("mask", Expr.Input("n", [3]).CountMask(4)));
        var noise = Program.Of(("noise", Expr.Input("n", [3]).NormalAt("keys", [], "stream", 2)));
        var keys = new Dictionary<string, RandomKey[]> { ["keys"] = [RandomKey.FromSeed(1)] };
        foreach (double bad in new[] { -1, 4.5, double.NaN })
        {
            var inputs = new Dictionary<string, Tensor> { ["n"] = Tensor.Of([3], 1, bad, 2) };
            Assert.Contains("count 1", Assert.Throws<NumericalException>(() => engine.Run(mask, inputs)).Message);
            Assert.Contains("position 1", Assert.Throws<NumericalException>(() => engine.Run(noise, inputs, keys)).Message);
        }
        var solve = Program.Of(("x", Expr.Input("l", [2, 2, 2]).TriangularSolve(Expr.Input("b", [2, 2, 1]))));
        var system = new Dictionary<string, Tensor>
        {
            ["l"] = Tensor.Of([2, 2, 2], 1, 0, 1, 1, 1, 0, 1, 0),
            ["b"] = Tensor.Fill([2, 2, 1], 1),
        };
        string expected = Assert.Throws<NumericalException>(() => new ReferenceEngine().Run(solve, system)).Message;
        string actual = Assert.Throws<NumericalException>(() => engine.Run(solve, system)).Message;
        Assert.Contains("matrix 1, diagonal element 1", actual);
        Assert.Equal(expected[..expected.IndexOf(':')], actual[..actual.IndexOf(':')]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_broken_posterior_is_named_as_by_the_embedded_engine(bool deferred)
    {
        using var engine = Engine(deferred);
        SessionLaws.ABrokenPosteriorIsNamed(engine);
    }

    [Fact]
    public void Sessions_go_back_to_a_bounded_pool()
    {
        using var engine = LibTorchEngine.Open(TorchEngines.Options with { MaxPooledSessions = 1 });
        SessionLaws.ThePoolIsBounded(engine);
    }

    [Fact]
    public void Programs_outlive_their_engine()
    {
        var engine = Engine(deferred: false);
        SessionLaws.ProgramsOutlive(engine);
        Assert.Throws<ObjectDisposedException>(() => engine.Compile(s_program));
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        using var engine = Engine(deferred: false);
        SessionLaws.WrongLengthsAreRefused(engine);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sessions_of_one_executable_run_side_by_side(bool deferred)
    {
        var sample = RandomPrograms.Of(new Dice(4), mayFail: true, longest: 30);
        using var engine = LibTorchEngine.Open((deferred ? TorchEngines.Deferring : TorchEngines.Options) with { Threads = 2 });
        var expected = engine.Run(sample.Program, sample.Inputs, sample.Keys);
        using var executable = engine.Compile(sample.Program);
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            using var session = executable.Rent();
            EngineAgreement.Write(session, sample.Program, sample.Inputs, sample.Keys);
            session.Run();
            for (int i = 0; i < sample.Program.Outputs.Length; i++)
            {
                var value = session.ReadTensor(i, sample.Program.OutputShape(i));
                EngineAgreement.Close(expected[sample.Program.Outputs[i].Name], value, sample.Program.Outputs[i].Name);
            }
        });
    }

    /// <summary>What a captured run finds wrong is raised as by the others, and the session goes on replaying.</summary>
    [Fact]
    public void A_failure_in_a_captured_run_leaves_the_state()
    {
        using var engine = Engine(deferred: true);
        using var executable = engine.Compile(s_program);
        using var session = executable.Rent();
        double[] good = [1, 0, 0, 1, 4, 0, 0, 9], broken = [1, 0, 0, 1, 1, 0, 0, -1];
        for (int run = 1; run <= 20; run++)
        {
            bool fails = run % 4 == 0;
            session.Write(s_program.Input("matrix"), fails ? broken : good);
            if (fails)
            {
                Assert.Contains("operation Cholesky, matrix 1", Assert.Throws<NumericalException>(session.Run).Message, StringComparison.Ordinal);
                Assert.Equal(broken, State(session, "matrix"));
            }
            else
            {
                session.Run();
                EngineAgreement.Close(Tensor.Of([2, 2, 2], 1, 0, 0, 1, 2, 0, 0, 3), session.ReadTensor(0, [2, 2, 2]), $"run {run}");
            }
            Assert.Equal(run - (run / 4), State(session, "count")[0]);
        }
    }

    [Fact]
    public void A_warm_run_allocates_nothing()
    {
        using var engine = Engine(deferred: false);
        using var executable = engine.Compile(s_program);
        using var session = executable.Rent();
        session.Write(s_program.Input("matrix"), [1, 0, 0, 1, 1, 0, 0, 1]);
        session.Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 5; run++)
        {
            session.Run();
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static LibTorchEngine Engine(bool deferred) => LibTorchEngine.Open(deferred ? TorchEngines.Deferring : TorchEngines.Options);

    private static double[] State(ISession session, string name) => SessionLaws.State(session, name);
}
