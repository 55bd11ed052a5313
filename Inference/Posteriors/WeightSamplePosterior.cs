using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A posterior that is known by samples of the network's weights: predictions are the network's outputs under each.</summary>
internal abstract class WeightSamplePosterior(NetworkPrograms programs, DataFrame frame, string task) : Posterior
{
    /// <summary>The name of the task whose posterior this is.</summary>
    public string Task => task;

    /// <summary>Names, scaling and range of the data.</summary>
    public DataFrame Frame => frame;

    private BnnModel Model => programs.Model;

    public override Prediction Predict(ReadOnlySpan<double> inputs, int samples = 200, ulong seed = 0)
    {
        bool integrated = programs.IntegratesLastLayer;
        var x = Scaled(inputs);
        int points = x.Length / Model.Inputs;
        samples = Distinct(Checked(samples));
        int size = Model.Outputs * points * samples;
        var results = new[] { new double[size], new double[integrated ? size : 0] };
        var noise = new double[Model.Outputs * samples];
        Evaluate(integrated ? programs.Moments : programs.Functions, x, samples, seed, (result, sample, point, output, value) =>
            results[result][(output * points + point) * samples + sample] = value, noise);
        if (Model.Likelihood is Likelihood.Bernoulli)
        {
            return new Prediction.Bernoulli(points, Model.Outputs, samples, results[0]);
        }
        var scaling = frame.Scaling.Outputs;
        for (int i = 0; i < results[0].Length; i++)
        {
            int output = i / (points * samples);
            results[0][i] = scaling.Shift[output] + scaling.Scale[output] * results[0][i];
        }
        for (int i = 0; i < results[1].Length; i++)
        {
            double scale = scaling.Scale[i / (points * samples)];
            results[1][i] *= scale * scale;
        }
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] *= scaling.Scale[i / samples];
        }
        return new Prediction.Gaussian(points, Model.Outputs, samples, results[0], results[1], noise);
    }

    public override double[,,] Functions(ReadOnlySpan<double> inputs, int functions, ulong seed = 0)
    {
        var x = Scaled(inputs);
        var scaling = frame.Scaling.Outputs;
        bool probabilities = Model.Likelihood is Likelihood.Bernoulli;
        var values = new double[Checked(functions), x.Length / Model.Inputs, Model.Outputs];
        Evaluate(programs.Functions, x, functions, seed, (_, sample, point, output, value) =>
            values[sample, point, output] = double.IsFinite(value)
                ? probabilities ? 1 / (1 + Math.Exp(-value)) : scaling.Shift[output] + scaling.Scale[output] * value
                : throw new NumericalException(new Problem(
                    "a quantity is not finite", $"task {task}, function {sample} at point {point}", $"{value}", "a finite number",
                    "check the inputs for extreme values, or use double precision")));
        return values;
    }

    public override double[,] JointLogDensities(DataTask targets, int samples = 200, ulong seed = 0)
    {
        var scaled = frame.Scaling.Forward(targets);
        samples = Distinct(Checked(samples));
        int capacity = NetworkPrograms.Capacity(scaled.Points);
        var points = new PointArrays(1, capacity, Model.Inputs, Model.Outputs);
        points.Add(0, scaled, [.. Enumerable.Range(0, scaled.Points)]);
        var executable = programs.JointDensities(capacity);
        var slots = PointSlots.Of(executable.Program, "points");
        var result = new double[samples, Model.Outputs];
        var values = new double[executable.Program.OutputShape(0).Size];
        using var session = executable.Rent();
        points.WriteTo(session, slots);
        foreach (var chunk in Draw(samples, seed))
        {
            chunk.WriteTo(session, executable.Program);
            session.Run();
            session.Read(0, values);
            for (int i = 0; i < chunk.Count * Model.Outputs; i++)
            {
                result[chunk.First + i / Model.Outputs, i % Model.Outputs] = values[i];
            }
        }
        return result;
    }

    public override double[,] PointLogDensities(DataTask targets, int samples = 200, ulong seed = 0)
    {
        var scaled = frame.Scaling.Forward(targets);
        double unit = frame.OutputScales.Sum(Math.Log);
        int capacity = Math.Min(NetworkPrograms.Capacity(scaled.Points), NetworkPrograms.PointChunk);
        PointArrays[] parts = [.. Enumerable.Range(0, scaled.Points).Chunk(capacity).Select(part =>
        {
            var points = new PointArrays(1, capacity, Model.Inputs, Model.Outputs);
            points.Add(0, scaled, part);
            return points;
        })];
        var executable = programs.PointDensities(capacity);
        var slots = PointSlots.Of(executable.Program, "points");
        var result = new double[Checked(samples), scaled.Points];
        var values = new double[executable.Program.OutputShape(0).Size];
        using var session = executable.Rent();
        foreach (var chunk in Draw(samples, seed))
        {
            chunk.WriteTo(session, executable.Program);
            for (int part = 0; part < parts.Length; part++)
            {
                parts[part].WriteTo(session, slots);
                session.Run();
                session.Read(0, values);
                for (int i = 0; i < chunk.Count * parts[part].Count(0); i++)
                {
                    int sample = i / parts[part].Count(0), point = i % parts[part].Count(0);
                    result[chunk.First + sample, part * capacity + point] = values[sample * capacity + point] - unit;
                }
            }
        }
        return result;
    }

    /// <summary>Weight samples chunk by chunk; sample s depends on the seed, the task and s alone.</summary>
    protected abstract IEnumerable<WeightChunk> Draw(int samples, ulong seed);

    /// <summary>How many of the samples asked for differ: a posterior of few draws gives no more than it has.</summary>
    protected virtual int Distinct(int samples) => samples;

    /// <summary>Runs a program of function values for all samples and points; tells (result, sample, point, output, value).</summary>
    private void Evaluate(
        Func<int, IExecutable> program, double[] x, int samples, ulong seed, Action<int, int, int, int, double> tell,
        double[]? noiseStdDevs = null)
    {
        int points = x.Length / Model.Inputs, outputs = Model.Outputs;
        int capacity = Math.Min(NetworkPrograms.Capacity(points), NetworkPrograms.PointChunk);
        var executable = program(capacity);
        var input = Slot.Of(executable.Program, "points.inputs");
        var padded = new double[capacity * Model.Inputs];
        var values = new double[executable.Program.OutputShape(0).Size];
        using var session = executable.Rent();
        foreach (var chunk in Draw(samples, seed))
        {
            chunk.WriteTo(session, executable.Program);
            for (int i = 0; noiseStdDevs is not null && chunk.LogNoise.Length > 0 && i < chunk.Count * outputs; i++)
            {
                noiseStdDevs[i % outputs * samples + chunk.First + i / outputs] = Math.Exp(chunk.LogNoise[i]);
            }
            for (int first = 0; first < points; first += capacity)
            {
                int count = Math.Min(capacity, points - first);
                Array.Clear(padded);
                x.AsSpan(first * Model.Inputs, count * Model.Inputs).CopyTo(padded);
                input.Write(session, padded);
                session.Run();
                for (int result = 0; result < executable.Program.Outputs.Length; result++)
                {
                    session.Read(result, values);
                    for (int i = 0; i < chunk.Count * count * outputs; i++)
                    {
                        int sample = i / (count * outputs), at = i % (count * outputs);
                        tell(result, chunk.First + sample, first + at / outputs, at % outputs, values[sample * capacity * outputs + at]);
                    }
                }
            }
        }
    }

    private static int Checked(int samples) => samples >= 1
        ? samples
        : throw new OptionException(new Problem("no weight samples", "samples", $"{samples}", "at least 1", "200 is usual"));

    private double[] Scaled(ReadOnlySpan<double> inputs)
    {
        if (inputs.Length % Model.Inputs != 0)
        {
            throw new DataException(new Problem(
                "the inputs are no whole points", $"task {task}", $"{inputs.Length} numbers", $"a multiple of {Model.Inputs}"));
        }
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!double.IsFinite(inputs[i]))
            {
                throw new DataException(new Problem(
                    "an input is not a finite number",
                        $"task {task}, point {i / Model.Inputs}, input '{frame.InputNames[i % Model.Inputs]}'",
                    $"{inputs[i]}", "a finite number", "remove the point"));
            }
        }
        return frame.Scaling.Inputs.Forward(inputs);
    }
}
