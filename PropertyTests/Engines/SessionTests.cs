using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

public class SessionTests
{
    private static readonly Expr s_matrix = Expr.Input("matrix", [2, 2, 2]);

    private static readonly Program s_program = SessionLaws.Counting;

    [Fact]
    public void A_failure_names_operation_and_index_and_leaves_the_state()
    {
        using var engine = ManagedEngine.Double();
        SessionLaws.FailuresLeaveTheState(engine, "Cholesky, matrix 1, pivot 1");
    }

    [Fact]
    public void A_new_value_that_a_later_failure_depends_on_does_not_replace_the_old_one()
    {
        var doubled = s_matrix * 2.0;
        var program = Program.Build([("factor", doubled.Cholesky())], [(s_matrix, doubled)]);
        using var engine = ManagedEngine.Double();
        using var session = engine.Compile(program).Rent();
        double[] broken = [1, 0, 0, 1, 1, 0, 0, -1], after = new double[8];
        session.Write(0, broken);
        Assert.Throws<NumericalException>(session.Run);
        session.ReadInput(0, after);
        Assert.Equal(broken, after);
    }

    [Fact]
    public void Outputs_stay_when_inputs_are_written_anew()
    {
        Expr x = Expr.Input("x", [2]), y = Expr.Input("y", [2]), next = x + 1.0;
        var program = Program.Build([("x", x), ("y", y.Reshape([2, 1])), ("next", next)], [(x, next)]);
        using var engine = ManagedEngine.Double();
        using var session = engine.Compile(program).Rent();
        session.Write(program.Input("x"), [1, 2]);
        session.Write(program.Input("y"), [3, 4]);
        session.Run();
        session.Write(program.Input("x"), [-1, -1]);
        session.Write(program.Input("y"), [-1, -1]);
        Assert.Equal([1, 2], session.ReadTensor(0, [2]).Doubles.ToArray());
        Assert.Equal([3, 4], session.ReadTensor(1, [2, 1]).Doubles.ToArray());
        Assert.Equal([2, 3], session.ReadTensor(2, [2]).Doubles.ToArray());
    }

    [Fact]
    public void Sessions_go_back_to_a_bounded_pool()
    {
        using var engine = ManagedEngine.Double(new ManagedOptions { MaxPooledSessions = 1 });
        SessionLaws.ThePoolIsBounded(engine);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        using var engine = ManagedEngine.Single();
        SessionLaws.WrongLengthsAreRefused(engine);
    }

    [Fact]
    public void An_engine_that_is_disposed_leaves_its_programs_running_on_their_callers()
    {
        var engine = ManagedEngine.Double(new ManagedOptions { Threads = 3 });
        SessionLaws.ProgramsOutlive(engine);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(5000, 8)]
    [InlineData(2, -1)]
    public void Options_outside_their_range_are_refused(int threads, int sessions) => Assert.Throws<OptionException>(
        () => ManagedEngine.Double(new ManagedOptions { Threads = threads, MaxPooledSessions = sessions }));

    [Fact]
    public void A_count_that_is_no_number_of_positions_is_refused()
    {
        var program = Program.Of(("mask", Expr.Input("n", [3]).CountMask(4)));
        using var engine = ManagedEngine.Double();
        foreach (double bad in new[] { -1, 4.5, 5, double.NaN })
        {
            var inputs = new Dictionary<string, Tensor> { ["n"] = Tensor.Of([3], 1, bad, 2) };
            Assert.Contains("count 1", Assert.Throws<NumericalException>(() => engine.Run(program, inputs)).Message);
        }
    }

    private static double[] State(ISession session, string name)
    {
        var values = new double[s_program.InputShape(s_program.Input(name)).Size];
        session.ReadInput(s_program.Input(name), values);
        return values;
    }
}
