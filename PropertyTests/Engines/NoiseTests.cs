using FsCheck.Fluent;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

public class NoiseTests
{
    [Fact]
    public void Noise_is_that_of_the_keys_at_every_width()
    {
        using var engines = new ManagedEngines();
        Law.Holds(
            from batch in Gen.Choose(0, 3)
            from rows in Gen.Choose(0, 40)
            from columns in Gen.Choose(0, 40)
            from seed in Gen.Choose(0, 1_000_000)
            select (batch, rows, columns, seed),
            c =>
            {
                RandomKey[] keys = [.. Enumerable.Range(0, c.batch).Select(i => RandomKey.FromSeed((ulong)c.seed).Fold(i))];
                var program = Program.Of(("noise", Expr.Normal("keys", [c.batch], "stream", c.rows, c.columns)));
                var given = new Dictionary<string, RandomKey[]> { ["keys"] = keys };
                var noise = engines.All.Select(e => e.Engine.Run(program, null, given)["noise"]).ToArray();
                for (int i = 0; i < c.batch * c.rows * c.columns; i++)
                {
                    double expected = keys[i / (c.rows * c.columns)].Fold("stream").Normal(i / c.columns % c.rows, i % c.columns);
                    for (int e = 0; e < noise.Length; e += 2)
                    {
                        Assert.Equal(expected, noise[e].Doubles[i], 1e-13);
                        Assert.Equal((float)noise[e].Doubles[i], (float)noise[e + 1].Doubles[i]);
                    }
                }
            },
            count: 40);
    }

    [Fact]
    public void More_rows_or_columns_change_no_draw()
    {
        using var engines = new ManagedEngines();
        var keys = new Dictionary<string, RandomKey[]> { ["keys"] = [RandomKey.FromSeed(5)] };
        foreach (var (engine, _) in engines.All)
        {
            var small = engine.Run(Program.Of(("y", Expr.Normal("keys", [], "s", 3, 5))), null, keys)["y"];
            var large = engine.Run(Program.Of(("y", Expr.Normal("keys", [], "s", 9, 22))), null, keys)["y"];
            for (int i = 0; i < 15; i++)
            {
                Assert.Equal(small[i / 5, i % 5], large[i / 5, i % 5]);
            }
        }
    }
}
