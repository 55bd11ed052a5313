using FsCheck.Fluent;
using ProbBnn.Engines.Managed;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.Kernels;

public class WorkerPoolTests
{
    [Fact]
    public void Every_item_runs_exactly_once() => Law.Holds(
        Gen.Choose(1, 6).SelectMany(threads => Gen.Choose(0, 300).Select(items => (threads, items))),
        c =>
        {
            using var pool = new WorkerPool(c.threads);
            for (int round = 0; round < 20; round++)
            {
                var visits = new int[c.items];
                pool.Run(c.items, new Count(visits));
                Assert.All(visits, visit => Assert.Equal(1, visit));
            }
        },
        count: 30);

    [Fact]
    public void Workers_that_slept_wake_up_again()
    {
        using var pool = new WorkerPool(3);
        for (int round = 0; round < 5; round++)
        {
            var visits = new int[100];
            pool.Run(100, new Count(visits));
            Assert.All(visits, visit => Assert.Equal(1, visit));
            Thread.Sleep(30);
        }
    }

    [Fact]
    public void Callers_and_bodies_may_share_a_pool()
    {
        using var pool = new WorkerPool(4);
        var totals = new int[4];
        var callers = Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            for (int round = 0; round < 200; round++)
            {
                var visits = new int[30];
                pool.Run(5, new Nested(pool, visits));
                totals[i] += visits.Sum();
            }
        })).ToArray();
        foreach (var caller in callers)
        {
            caller.Start();
        }
        foreach (var caller in callers)
        {
            caller.Join();
        }
        Assert.All(totals, total => Assert.Equal(200 * 30, total));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void An_exception_reaches_the_caller_and_the_pool_lives_on(int threads)
    {
        using var pool = new WorkerPool(threads);
        for (int round = 0; round < 50; round++)
        {
            Assert.Throws<InvalidOperationException>(() => pool.Run(40, new Throws(17)));
            var visits = new int[40];
            pool.Run(40, new Count(visits));
            Assert.All(visits, visit => Assert.Equal(1, visit));
        }
    }

    [Fact]
    public void A_warm_pool_allocates_nothing()
    {
        using var pool = new WorkerPool(2);
        var visits = new int[10];
        pool.Run(10, new Count(visits));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
        {
            pool.Run(10, new Count(visits));
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_disposed_pool_still_does_the_work()
    {
        var pool = new WorkerPool(3);
        pool.Dispose();
        pool.Dispose();
        var visits = new int[10];
        pool.Run(10, new Count(visits));
        Assert.All(visits, visit => Assert.Equal(1, visit));
    }

    private readonly struct Count(int[] visits) : IParallelBody
    {
        public void Run(int item) => Interlocked.Increment(ref visits[item]);
    }

    private readonly struct Nested(WorkerPool pool, int[] visits) : IParallelBody
    {
        public void Run(int item) => pool.Run(6, new Slice(visits, 6 * item));
    }

    private readonly struct Slice(int[] visits, int start) : IParallelBody
    {
        public void Run(int item) => Interlocked.Increment(ref visits[start + item]);
    }

    private readonly struct Throws(int at) : IParallelBody
    {
        public void Run(int item)
        {
            if (item == at)
            {
                throw new InvalidOperationException("item " + item);
            }
        }
    }
}
