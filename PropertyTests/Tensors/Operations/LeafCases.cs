using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Inputs, constants and noise; shapes of rank 0 to 3 with sizes 0 to 3.</summary>
internal static class LeafCases
{
    public static OperationCase[] All { get; } =
    [
        OperationCase.Of<Operation.Input>(d =>
        {
            var x = d.Normal(d.Shape());
            return new(new Operation.Input("x0", x.Shape), [], _ => [x]) { Given = [x] };
        }) with
        {
            TakesAnything = true,
        },
        OperationCase.Of<Operation.Constant>(d =>
        {
            var x = d.Normal(d.Shape());
            return new(new Operation.Constant(x), [], _ => [x]);
        }) with
        {
            TakesAnything = true,
        },
        OperationCase.Of<Operation.KeyedNormal>(d =>
        {
            var batch = d.Shape(mostRank: 2);
            RandomKey[] keys = [.. Enumerable.Range(0, batch.Size).Select(_ => d.Key())];
            var (rows, columns) = (d.Integer(0, 3), d.Integer(0, 3));
            return new(new Operation.KeyedNormal("keys", batch, "stream", rows, columns), [], batch.Append([rows, columns]), i =>
                keys[batch.Strides().Zip(i, (stride, at) => stride * at).Sum()].Fold("stream").Normal(i[^2], i[^1]))
            {
                Keys = keys,
            };
        }) with
        {
            TakesAnything = true,
        },
        OperationCase.Of<Operation.KeyedNormalAt>(d =>
        {
            var batch = d.Shape(mostRank: 2);
            RandomKey[] keys = [.. Enumerable.Range(0, batch.Size).Select(_ => d.Key())];
            var (rows, columns) = (d.Integer(0, 3), d.Integer(0, 4));
            var positions = Tensor.Generate([columns], _ => d.Integer(0, 1_000_000));
            return new(new Operation.KeyedNormalAt("keys", batch, "stream", rows), [positions], batch.Append([rows, columns]), i =>
                keys[batch.Strides().Zip(i, (stride, at) => stride * at).Sum()].Fold("stream")
                    .Normal(i[^2], (long)positions.Doubles[i[^1]]))
            {
                Keys = keys,
                Fixed = [0],
            };
        }) with
        {
            Refused =
            [
                (new Operation.KeyedNormalAt("keys", [2], "stream", 1), [[2, 3]]),
                (new Operation.KeyedNormalAt("keys", [], "stream", 1), [[]]),
            ],
        },
    ];
}
