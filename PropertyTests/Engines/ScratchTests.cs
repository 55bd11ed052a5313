using ProbBnn.Engines.Managed;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

public unsafe class ScratchTests
{
    private const int Mega = 1 << 20;

    [Fact]
    public void A_chunk_that_is_too_small_is_given_back_and_the_next_is_used_again() => OnOwnThread(() =>
    {
        using (var frame = Scratch.Enter())
        {
            byte* first = frame.Take<byte>(100);
            first[0] = 7;
            foreach (int size in (int[])[2, 5, 9, 5, 2])
            {
                using var inner = Scratch.Enter();
                byte* taken = inner.TakeZeroed<byte>(size * Mega);
                Assert.Equal(0, (nint)taken % 64);
                taken[size * Mega - 1] = 1;
            }
            Assert.Equal(7, first[0]);
        }
        Assert.Equal(10 * Mega, Scratch.HeldBytes);
    });

    [Fact]
    public void Frames_do_not_overlap() => OnOwnThread(() =>
    {
        using var outer = Scratch.Enter();
        var taken = new List<(nint From, nint To)>();
        for (int i = 1; i < 40; i++)
        {
            int size = i * 7919 % 300_000;
            nint from = (nint)outer.Take<byte>(size);
            Assert.All(taken, t => Assert.True(from >= t.To || from + size <= t.From));
            taken.Add((from, from + size));
            using var inner = Scratch.Enter();
            nint above = (nint)inner.Take<byte>(2 * size);
            Assert.All(taken, t => Assert.True(above >= t.To || above + (2 * size) <= t.From));
        }
    });

    /// <summary>Scratch memory belongs to a thread; a new one begins with none.</summary>
    internal static void OnOwnThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
