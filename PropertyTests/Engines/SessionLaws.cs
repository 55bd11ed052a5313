using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>What the sessions of every engine hold to.</summary>
internal static class SessionLaws
{
    private static readonly Expr s_matrix = Expr.Input("matrix", [2, 2, 2]);
    private static readonly Expr s_count = Expr.Input("count", []);

    /// <summary>Factors two matrices; counts its runs, and doubles the matrices.</summary>
    public static Program Counting { get; } = Program.Build(
        [("factor", s_matrix.Cholesky())], [(s_count, s_count + 1.0), (s_matrix, s_matrix * 2.0)]);

    /// <summary>A run that fails names operation and index and leaves the state; the session can be used again.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="names">What the error of a failed factor names.</param>
    public static void FailuresLeaveTheState(IEngine engine, string names)
    {
        using var executable = engine.Compile(Counting);
        using var session = executable.Rent();
        double[] broken = [1, 0, 0, 1, 1, 0, 0, -1], good = [1, 0, 0, 1, 4, 0, 0, 9];
        session.Write(Counting.Input("matrix"), broken);
        Assert.Contains(names, Assert.Throws<NumericalException>(session.Run).Message);
        Assert.Equal(0, State(session, "count")[0]);
        Assert.Equal(broken, State(session, "matrix"));
        Assert.Throws<InvalidOperationException>(() => session.ReadTensor(0, [2, 2, 2]));
        session.Write(Counting.Input("matrix"), [1, 0, 0, 1, double.NaN, 0, 0, 1]);
        Assert.Throws<NumericalException>(session.Run);
        session.Write(Counting.Input("matrix"), good);
        session.Run();
        EngineAgreement.Close(Tensor.Of([2, 2, 2], 1, 0, 0, 1, 2, 0, 0, 3), session.ReadTensor(0, [2, 2, 2]), "factor");
        Assert.Equal(1, State(session, "count")[0]);
        Assert.Equal([2, 0, 0, 2, 8, 0, 0, 18], State(session, "matrix"));
    }

    /// <summary>A posterior that cannot be computed is named, and the session can be used again.</summary>
    /// <param name="engine">The engine.</param>
    public static void ABrokenPosteriorIsNamed(IEngine engine)
    {
        var one = ConjugateLayerTests.Layer(new Dice(3));
        using var executable = engine.Compile(one.Program);
        using var session = executable.Rent();
        foreach (var (name, value) in one.Inputs)
        {
            session.Write(one.Program.Input(name), value.Doubles);
        }
        session.Run();
        var before = session.ReadTensor(0, one.Program.OutputShape(0));
        int factor = one.Program.Input("x1");
        session.Write(factor, Enumerable.Repeat(double.NaN, one.Inputs["x1"].Shape.Size).ToArray());
        var failure = Assert.Throws<NumericalException>(session.Run);
        Assert.Contains("ConjugateUpdate, task 0, sample 0, unit 0", failure.Message);
        Assert.Throws<InvalidOperationException>(() => session.ReadTensor(0, one.Program.OutputShape(0)));
        session.Write(factor, one.Inputs["x1"].Doubles);
        session.Run();
        Assert.Equal(before, session.ReadTensor(0, one.Program.OutputShape(0)));
    }

    /// <summary>A session that was given back is used again, and one in use outlasts its executable.</summary>
    /// <param name="engine">An engine that keeps one session.</param>
    public static void ThePoolIsBounded(IEngine engine)
    {
        var executable = engine.Compile(Counting);
        var (first, second) = (executable.Rent(), executable.Rent());
        first.Write(Counting.Input("count"), [7]);
        first.Dispose();
        first.Dispose();
        second.Dispose();
        Assert.Throws<ObjectDisposedException>(() => first.Write(Counting.Input("count"), [8]));
        using (var again = executable.Rent())
        {
            Assert.Equal(7, State(again, "count")[0]);
        }
        var outlasting = executable.Rent();
        executable.Dispose();
        executable.Dispose();
        Assert.Throws<ObjectDisposedException>(executable.Rent);
        outlasting.Write(Counting.Input("matrix"), [1, 0, 0, 1, 1, 0, 0, 1]);
        outlasting.Run();
        outlasting.Dispose();
    }

    /// <summary>What an engine compiled stays usable after it has been disposed.</summary>
    /// <typeparam name="T">The engine's type.</typeparam>
    /// <param name="engine">The engine, which is disposed.</param>
    public static void ProgramsOutlive<T>(T engine)
        where T : IEngine, IDisposable
    {
        using var executable = engine.Compile(Counting);
        engine.Dispose();
        using var session = executable.Rent();
        session.Write(Counting.Input("matrix"), [1, 0, 0, 1, 1, 0, 0, 1]);
        session.Run();
        Assert.Equal(1, State(session, "count")[0]);
    }

    /// <summary>Arrays of another length than an input's or an output's are refused.</summary>
    /// <param name="engine">The engine.</param>
    public static void WrongLengthsAreRefused(IEngine engine)
    {
        using var executable = engine.Compile(Counting);
        using var session = executable.Rent();
        Assert.Throws<ArgumentException>(() => session.Write(Counting.Input("count"), [1, 2]));
        Assert.Throws<ArgumentException>(() => session.ReadInput(Counting.Input("count"), new double[3]));
        session.Write(Counting.Input("matrix"), [1, 0, 0, 1, 1, 0, 0, 1]);
        session.Run();
        Assert.Throws<ArgumentException>(() => session.Read(0, new double[3]));
    }

    /// <summary>The present value of an input of <see cref="Counting"/>.</summary>
    public static double[] State(ISession session, string name) => EngineAgreement.State(session, Counting, name);
}
