using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>What is rented is freed once, and what all of them rest on at the very end, once.</summary>
public class SessionPoolTests
{
    private readonly List<Piece> made = [];
    private int ends;
    private bool fails;

    [Fact]
    public void What_is_given_back_is_kept_up_to_a_number_and_freed_at_the_end()
    {
        var pool = Pool();
        var (first, second, third) = (pool.Rent(), pool.Rent(), pool.Rent());
        pool.Return(first);
        pool.Return(second);
        Assert.Equal([0, 1, 0], made.Select(p => p.Freed));
        Assert.Same(first, pool.Rent());
        pool.Return(first);
        pool.Dispose();
        pool.Dispose();
        Assert.Equal([1, 1, 0], made.Select(p => p.Freed));
        Assert.Equal(0, ends);
        Assert.Throws<ObjectDisposedException>(pool.Rent);
        pool.Return(third);
        Assert.Equal([1, 1, 1], made.Select(p => p.Freed));
        Assert.Equal(1, ends);
    }

    [Fact]
    public void One_that_could_not_be_made_is_not_waited_for()
    {
        var pool = Pool();
        fails = true;
        Assert.Throws<InvalidOperationException>(pool.Rent);
        pool.Dispose();
        Assert.Equal(1, ends);
    }

    private SessionPool<Piece> Pool() => new(1, Make, () => ends++);

    private Piece Make()
    {
        if (fails)
        {
            throw new InvalidOperationException();
        }
        made.Add(new Piece());
        return made[^1];
    }

    private sealed class Piece : IDisposable
    {
        public int Freed { get; private set; }

        public void Dispose() => Freed++;
    }
}
