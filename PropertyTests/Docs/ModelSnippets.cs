using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>The snippets of docs/model.md and docs/architecture.md.</summary>
[Collection(nameof(RunsAlone))]
public sealed class ModelSnippets : IDisposable
{
    private readonly DocumentFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Descriptions()
    {
        #region snippet:model-description
        var likelihood = Likelihood.Gaussian(StdDev.Of(0.1)).Learned(above: StdDev.Of(0.01), below: StdDev.Of(0.3));
        var prior = Prior.PerUnit().ScaledByFanIn().Learned().Starting(new PriorStart.SmallRandom(1, 0.1));

        var model = Bnn.Regression(inputs: 1, outputs: 1)
            .Features(InputFeatures.RawAndFourier(pairs: 8))
            .Hidden(48, Activation.Silu, prior)
            .HiddenResidual(48, Activation.Silu, prior)
            .Output(prior.ReleasedAt(500))                        // held for 500 steps, then learned
            .Observe(likelihood)
            .PseudoLikelihood(Amortised.Mlp(48, 48).LogNoiseAtLeast(-7).IntegratingLastLayer())
            .Build();

        Console.WriteLine(model);                                 // a table; ToJson() and FromJson() for files
        var wider = model.ToBuilder().Observe(Likelihood.Gaussian(StdDev.Of(0.2))).Build();
        Console.WriteLine(model.Hash == wider.Hash);              // False: descriptions are compared by content
        #endregion
        Assert.EndsWith("\nFalse\n", folder.Printed, StringComparison.Ordinal);
        Assert.Equal(model, BnnModel.FromJson(model.ToJson()));
    }

    [Fact]
    public void Programs()
    {
        var engine = new ReferenceEngine();
        #region snippet:program
        var x = Expr.Input("x", [3, 2]);
        var w = Expr.Input("w", [2, 1]);
        var loss = Expr.MatMul(x, w).Tanh().Square().Sum();
        var program = Program.Of(("loss", loss), ("slope", Gradients.Of(loss, w)[0]));
        Console.WriteLine(program.Explain());                     // nodes, multiply-adds, peak of live bytes

        using var executable = engine.Compile(program);
        using var session = executable.Rent();                    // buffers of one caller; others rent their own
        session.Write(program.Input("x"), [1, 2, 3, 4, 5, 6]);
        session.Write(program.Input("w"), [0.1, -0.1]);
        session.Run();
        Console.WriteLine(session.ReadTensor(program.Output("slope"), [2, 1]));
        #endregion
        var slope = session.ReadTensor(program.Output("slope"), [2, 1]).Doubles;
        double t = Math.Tanh(-0.1), factor = 2 * t * (1 - t * t);
        Assert.Equal(9 * factor, slope[0], 1e-12);
        Assert.Equal(12 * factor, slope[1], 1e-12);
    }
}
