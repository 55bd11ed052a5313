using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The arrays of one batch, padded with zeros, owned by one training session and filled again and again.</summary>
internal sealed class Batch
{
    private readonly BatchShape shape;
    private readonly PointArrays context;
    private readonly PointArrays target;
    private readonly double[] fresh;
    private readonly double[] known;
    private readonly RandomKey[] keys;
    private readonly int samples;

    public Batch(BatchShape shape, BnnModel model, int samples)
    {
        this.shape = shape;
        this.samples = samples;
        context = new PointArrays(shape.Tasks, shape.Context, model.Inputs, model.Outputs);
        target = new PointArrays(shape.Tasks, shape.Target, model.Inputs, model.Outputs);
        fresh = new double[shape.Tasks];
        known = new double[shape.Tasks];
        keys = new RandomKey[shape.Tasks * samples];
    }

    /// <summary>Bytes that a batch takes.</summary>
    public static long Bytes(BatchShape shape, BnnModel model, int samples) => shape.Tasks
        * (((long)sizeof(double) * (shape.Context + shape.Target) * (model.Inputs + model.Outputs)) + (2L * sizeof(ulong) * samples));

    /// <summary>Number of targets of a row.</summary>
    public int Targets(int row) => target.Count(row);

    /// <summary>Puts a task into a row; targets that are context points too go last.</summary>
    public void Fill(int row, DataTask task, DrawnPoints points, RandomKey key)
    {
        Clear(row);
        context.Add(row, task, points.Context);
        target.Add(row, task, points.FreshTargets);
        target.Add(row, task, points.SharedTargets);
        fresh[row] = points.FreshTargets.Length;
        known[row] = points.Known;
        for (int s = 0; s < samples; s++)
        {
            keys[row * samples + s] = key.Fold(s);
        }
    }

    /// <summary>Leaves a row without points.</summary>
    public void Clear(int row)
    {
        context.Clear(row);
        target.Clear(row);
        fresh[row] = 0;
        known[row] = 0;
    }

    /// <summary>Hands the batch to a session, as far as its program uses it.</summary>
    public void WriteTo(ISession session, ProgramSlots slots)
    {
        context.WriteTo(session, slots.Context);
        target.WriteTo(session, slots.Target);
        slots.Fresh.Write(session, fresh);
        slots.Known.Write(session, known);
        if (slots.Keys >= 0)
        {
            session.WriteKeys(slots.Keys, keys);
        }
    }
}
