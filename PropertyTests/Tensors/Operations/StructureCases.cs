using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Operations that move, repeat, select and sum elements, against loops over indices; rank up to 4, sizes 0 to 3.</summary>
internal static class StructureCases
{
    public static OperationCase[] All { get; } =
    [
        OperationCase.Of<Operation.BroadcastTo>(d =>
        {
            var target = d.Shape();
            var x = d.Normal(d.BroadcastingTo(target));
            return new(new Operation.BroadcastTo(target), [x], target, i => x.At(i));
        }) with
        {
            Refused =
            [
                (new Operation.BroadcastTo([3]), [[2]]),
                (new Operation.BroadcastTo([3]), [[2, 3]]),
                (new Operation.BroadcastTo([1]), [[0]]),
            ],
        },
        OperationCase.Of<Operation.SumTo>(d =>
        {
            var x = d.Normal(d.Shape());
            var target = d.BroadcastingTo(x.Shape);
            return new(new Operation.SumTo(target), [x], target, i => SumOverCopies(x, target, i));
        }) with
        {
            Refused =
            [
                (new Operation.SumTo([2]), [[3]]), (new Operation.SumTo([2, 3]), [[3]]), (new Operation.SumTo([3, 1]), [[2, 3]]),
            ],
        },
        OperationCase.Of<Operation.Reshape>(d =>
        {
            var x = d.Normal(d.Shape());
            Shape target = d.One<Shape>([x.Shape.Size], [1, x.Shape.Size], [.. x.Shape.Reverse().ToArray()]);
            return new(new Operation.Reshape(target), [x], _ => [Tensor.Of(target, x.Doubles)]);
        }) with
        {
            Refused = [(new Operation.Reshape([4]), [[5]]), (new Operation.Reshape([]), [[2]])],
        },
        OperationCase.Of<Operation.Permute>(d =>
        {
            var x = d.Normal(d.Shape(mostRank: 4));
            int[] order = d.Order(x.Shape.Rank);
            return new(new Operation.Permute([.. order]), [x], [.. order.Select(axis => x.Shape[axis]).ToArray()], i =>
            {
                int[] from = new int[order.Length];
                for (int axis = 0; axis < order.Length; axis++)
                {
                    from[order[axis]] = i[axis];
                }
                return x.At(from);
            });
        }) with
        {
            Refused =
            [
                (new Operation.Permute([0]), [[2, 2]]), (new Operation.Permute([0, 0]), [[2, 2]]),
                (new Operation.Permute([1, 2]), [[2, 2]]),
            ],
        },
        OperationCase.Of<Operation.Slice>(d =>
        {
            var (x, axis) = WithAxis(d, 0);
            int start = d.Integer(0, x.Shape[axis]), length = d.Integer(0, x.Shape[axis] - start);
            return new(new Operation.Slice(axis, start, length), [x], x.Shape.With(axis, length), i => x.At(Moved(i, axis, start)));
        }) with
        {
            Refused =
            [
                (new Operation.Slice(1, 0, 1), [[2]]), (new Operation.Slice(-1, 0, 1), [[2]]), (new Operation.Slice(0, -1, 1), [[2]]),
                (new Operation.Slice(0, 1, 2), [[2]]), (new Operation.Slice(0, 0, -1), [[2]]),
                (new Operation.Slice(0, 1, int.MaxValue), [[2]]),
            ],
        },
        OperationCase.Of<Operation.Embed>(d =>
        {
            var (x, axis) = WithAxis(d, 0);
            int start = d.Integer(0, 2), total = start + x.Shape[axis] + d.Integer(0, 2);
            return new(new Operation.Embed(axis, start, total), [x], x.Shape.With(axis, total), i =>
                i[axis] >= start && i[axis] < start + x.Shape[axis] ? x.At(Moved(i, axis, -start)) : 0);
        }) with
        {
            Refused =
            [
                (new Operation.Embed(1, 0, 3), [[2]]), (new Operation.Embed(0, -1, 3), [[2]]), (new Operation.Embed(0, 2, 3), [[2]]),
                (new Operation.Embed(0, int.MaxValue, 3), [[2]]),
            ],
        },
        OperationCase.Of<Operation.Gather>(d =>
        {
            var (x, axis) = WithAxis(d, 1);
            int[] positions = [.. Enumerable.Range(0, d.Integer(0, 4)).Select(_ => d.Integer(0, x.Shape[axis] - 1))];
            return new(new Operation.Gather(axis, [.. positions]), [x], x.Shape.With(axis, positions.Length), i =>
                x.At([.. i.Select((at, a) => a == axis ? positions[at] : at)]));
        }) with
        {
            Refused =
            [
                (new Operation.Gather(0, [2]), [[2]]), (new Operation.Gather(0, [-1]), [[2]]), (new Operation.Gather(1, [0]), [[2]]),
                (new Operation.Gather(0, [0]), [[0]]),
            ],
        },
        OperationCase.Of<Operation.ScatterAdd>(d =>
        {
            var (x, axis) = WithAxis(d, 0);
            int total = d.Integer(1, 4);
            int[] positions = [.. Enumerable.Range(0, x.Shape[axis]).Select(_ => d.Integer(0, total - 1))];
            return new(new Operation.ScatterAdd(axis, [.. positions], total), [x], x.Shape.With(axis, total), i =>
                Enumerable.Range(0, positions.Length).Where(p => positions[p] == i[axis])
                    .Sum(p => x.At([.. i.Select((at, a) => a == axis ? p : at)])));
        }) with
        {
            Refused =
            [
                (new Operation.ScatterAdd(0, [0], 2), [[2]]), (new Operation.ScatterAdd(0, [0, 2], 2), [[2]]),
                (new Operation.ScatterAdd(0, [0, -1], 2), [[2]]), (new Operation.ScatterAdd(1, [0, 1], 2), [[2]]),
            ],
        },
        OperationCase.Of<Operation.Concat>(d =>
        {
            var (first, axis) = WithAxis(d, 0);
            var more = Enumerable.Range(0, d.Integer(0, 2)).Select(_ => d.Normal(first.Shape.With(axis, d.Integer(0, 3))));
            Tensor[] parts = [first, .. more];
            return new(new Operation.Concat(axis), [.. parts], first.Shape.With(axis, parts.Sum(p => p.Shape[axis])), i =>
            {
                int part = 0, at = i[axis];
                while (at >= parts[part].Shape[axis])
                {
                    at -= parts[part++].Shape[axis];
                }
                return parts[part].At([.. i.Select((j, a) => a == axis ? at : j)]);
            });
        }) with
        {
            Refused =
            [
                (new Operation.Concat(0), []), (new Operation.Concat(1), [[2]]), (new Operation.Concat(-1), [[2]]),
                (new Operation.Concat(0), [[2, 3], [2, 4]]), (new Operation.Concat(0), [[2, 3], [2]]),
            ],
        },
        OperationCase.Of<Operation.CountMask>(d =>
        {
            int capacity = d.Integer(0, 4);
            var counts = Arrays.Of(d.Shape(), _ => d.Integer(0, capacity));
            return new(new Operation.CountMask(capacity), [counts], counts.Shape.Append([capacity]), i =>
                i[^1] + 1 <= counts.At(i[..^1]) ? 1 : 0)
            {
                Fixed = [0],
            };
        }) with
        {
            TakesAnything = true,
        },
        OperationCase.Of<Operation.LogSumExp>(d =>
        {
            var (x, axis) = WithAxis(d, 1);
            return new(new Operation.LogSumExp(axis), [x], x.Shape.With(axis, 1), i =>
                Math.Log(Enumerable.Range(0, x.Shape[axis]).Sum(j => Math.Exp(x.At([.. i.Select((at, a) => a == axis ? j : at)])))));
        }) with
        {
            Refused = [(new Operation.LogSumExp(0), [[0]]), (new Operation.LogSumExp(1), [[2]]), (new Operation.LogSumExp(0), [[]])],
        },
    ];

    private static (Tensor X, int Axis) WithAxis(Draws d, int leastOnAxis)
    {
        var shape = d.Shape(leastRank: 1);
        int axis = d.Integer(0, shape.Rank - 1);
        return (d.Normal(shape.With(axis, d.Integer(leastOnAxis, 4))), axis);
    }

    private static int[] Moved(int[] index, int axis, int by) => [.. index.Select((at, a) => a == axis ? at + by : at)];

    private static double SumOverCopies(Tensor x, Shape target, int[] index)
    {
        double sum = 0;
        Arrays.Of(x.Shape, i =>
        {
            int[] aligned = i[(x.Shape.Rank - target.Rank)..];
            bool here = Enumerable.Range(0, target.Rank).All(a => target[a] == 1 || aligned[a] == index[a]);
            sum += here ? x.At(i) : 0;
            return 0;
        });
        return sum;
    }
}
