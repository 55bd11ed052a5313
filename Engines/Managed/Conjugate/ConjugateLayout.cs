// The residuals of a layer:  task panels (features, lam^1/2) of all tasks, then for every unit
//   draws   [B S] rows  [pad.., 1, v_1 .. v_K]       (the 1 lets prior means ride along in products with v)
//   groups  of task 0, 1, ...; one holds
//     data form    Psi' with the row lam^1/2 P mu above it, [1 + K] x points;  B^-1, n x points;  c of each member, then a;
//     weight form  Psi, n x weights;  A^-1, K x weights;  m_v, weights;  rho, points
// Where units share the factor, (P L)' takes the place of P' among the task panels, and posteriors that are computed for all units at
// once lie behind all units, those of a task and sample together:
//     data form    B^-1 of every unit, one after the other or lanes side by side (LaneMatrices);  c of each member, then a, of every unit
//     weight form  A^-1, m_v and rho, lanes side by side

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Sizes and places of everything a layer's update keeps, for one set of counts.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct ConjugateLayout<T>
    where T : unmanaged, INumber<T>
{
    private ConjugateLayout(in ConjugateShape shape, ConjugateTask* tasks, long panels, long unitStride, long largestGroup)
    {
        Shape = shape;
        Tasks = tasks;
        Panels = panels;
        UnitStride = unitStride;
        LargestGroup = largestGroup;
        if (shape.Tasks > 0)
        {
            ref readonly var last = ref tasks[shape.Tasks - 1];
            FeatureGradients = last.FeatureGradient + (shape.FeatureSamples * last.FeatureGradientStride);
            PointRows = last.PointRows + (shape.Groups * last.PointRowsStride);
        }
    }

    /// <summary>The most points for which the shared weight form is used: it holds every pair of features of every point.</summary>
    public static int MostPairedPoints => 512;

    /// <summary>Elements of a cache line; every row starts on one.</summary>
    public static int Line => 64 / sizeof(T);

    /// <summary>The shape laid out.</summary>
    public ConjugateShape Shape { get; }

    /// <summary>One entry a task.</summary>
    public ConjugateTask* Tasks { get; }

    /// <summary>Elements of the task panels, which is where unit 0 starts.</summary>
    public long Panels { get; }

    /// <summary>Elements of one unit.</summary>
    public long UnitStride { get; }

    /// <summary>Where posteriors of all units at once start.</summary>
    public long SharedStart => Panels + (Shape.Units * UnitStride);

    /// <summary>Elements of the largest posterior of one unit.</summary>
    public long LargestGroup { get; }

    /// <summary>Elements of one set of feature derivatives of all tasks.</summary>
    public long FeatureGradients { get; }

    /// <summary>Elements of one array of rows over points, for all tasks, posteriors and units.</summary>
    public long PointRows { get; }

    /// <summary>Row length of panels whose rows run over weights.</summary>
    public int WeightStride => Padded(Shape.Weights);

    /// <summary>Row length of draws: a line in front, whose last element is 1, then the weights.</summary>
    public int DrawStride => Line + WeightStride;

    /// <summary>Whole cache lines for <paramref name="count"/> elements.</summary>
    public static int Padded(int count) => (count + Line - 1) / Line * Line;

    /// <summary>Row length over points for a count, at least one line.</summary>
    public static int PointStride(int count) => Padded(Math.Max(1, count));

    /// <summary>Lays out the residuals of given counts.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="counts">Real points of each task, [B].</param>
    /// <param name="options">Decides the forms.</param>
    /// <param name="tasks">Memory for one entry a task; must outlive the layout.</param>
    /// <exception cref="ArgumentException">A count is not an integer from 0 to the capacity.</exception>
    public static ConjugateLayout<T> Of(in ConjugateShape shape, T* counts, ConjugateOptions options, ConjugateTask* tasks)
    {
        long panels = 0, groups = (long)shape.Tasks * shape.Samples * (Line + Padded(shape.Weights));
        long largest = 0, gradients = 0, rows = 0, shared = 0;
        for (int b = 0; b < shape.Tasks; b++)
        {
            if (!(counts[b] >= T.Zero && counts[b] <= T.CreateChecked(shape.Points) && T.IsInteger(counts[b])))
            {
                throw new ArgumentException($"Count {counts[b]} of task {b} is not an integer from 0 to {shape.Points}.", nameof(counts));
            }
            int count = int.CreateChecked(counts[b]);
            var form = options.FormOf(count, shape.Weights);
            bool atOnce = IsShared(shape, form, count);
            long size = atOnce ? SharedSize(shape, form, count) : GroupSize(shape, form, count);
            tasks[b] = new ConjugateTask
            {
                Count = count,
                PointStride = PointStride(count),
                Form = form,
                Features = panels,
                FeatureStride = FeatureSize(shape, form, count),
                Noise = panels + (shape.FeatureSamples * FeatureSize(shape, form, count)),
                NoiseStride = (long)shape.NoiseUnits * PointStride(count),
                Group = atOnce ? shared : groups,
                GroupStride = size,
                FeatureGradient = gradients,
                FeatureGradientStride = form == ConjugateForm.Data
                    ? (long)shape.Weights * PointStride(count)
                    : (long)count * Padded(shape.Weights),
                PointRows = rows,
                PointRowsStride = (long)shape.Units * PointStride(count),
            };
            gradients += shape.FeatureSamples * tasks[b].FeatureGradientStride;
            rows += shape.Groups * tasks[b].PointRowsStride;
            panels += PanelSize(shape, form, count);
            if (atOnce)
            {
                shared += shape.Groups * size;
            }
            else
            {
                groups += shape.Groups * size;
                largest = Math.Max(largest, size);
            }
        }
        return new ConjugateLayout<T>(shape, tasks, panels, groups, largest);
    }

    /// <summary>Whether a task's posteriors are computed for all units at once.</summary>
    public bool IsShared(int task) => IsShared(Shape, Tasks[task].Form, Tasks[task].Count);

    /// <summary>Whether any of the tasks from one up to another is in weight form.</summary>
    public bool HasWeightForm(int task, int endTask)
    {
        while (task < endTask && Tasks[task].Form == ConjugateForm.Data)
        {
            task++;
        }
        return task < endTask;
    }

    /// <summary>The most elements that any counts within the capacity may need.</summary>
    public static long LargestSize(in ConjugateShape shape, ConjugateOptions options)
    {
        int weights = shape.Weights;
        long perTask = 0;
        foreach (int count in (ReadOnlySpan<int>)[Math.Min(shape.Points, weights - 1), Math.Min(shape.Points, MostPairedPoints), shape.Points])
        {
            var form = options.FormOf(count, weights);
            long posteriors = IsShared(shape, form, count) ? SharedSize(shape, form, count) : shape.Units * GroupSize(shape, form, count);
            perTask = Math.Max(perTask, PanelSize(shape, form, count) + (shape.Groups * posteriors));
        }
        long draws = (long)shape.Samples * (Line + Padded(weights)) * shape.Units;
        return shape.Tasks * (perTask + draws);
    }

    private static long FeatureSize(in ConjugateShape shape, ConjugateForm form, int count) =>
        ((long)count * Padded(shape.Weights)) + (form == ConjugateForm.Data ? (long)shape.Weights * PointStride(count) : 0);

    private static long PanelSize(in ConjugateShape shape, ConjugateForm form, int count) =>
        (shape.FeatureSamples * FeatureSize(shape, form, count)) + ((long)shape.NoiseSamples * shape.NoiseUnits * PointStride(count));

    private static long GroupSize(in ConjugateShape shape, ConjugateForm form, int count)
    {
        long points = PointStride(count), weights = Padded(shape.Weights);
        return form == ConjugateForm.Data
            ? points * (1 + shape.Weights + count + shape.Members + 1)
            : (weights * (count + shape.Weights + 1)) + points;
    }

    /// <summary>Elements of the inverse of one unit, in whichever of the two ways it is laid out.</summary>
    public static long InverseSize(int count)
    {
        long width = count <= LaneLayout.LargestOrder ? LaneLayout.Width(count) : 0;
        return Math.Max((long)count * PointStride(count), width * width);
    }

    /// <summary>Units up to whole groups of the most lanes that a register has.</summary>
    public static int WholeLanes(int units) => Padded(units);

    /// <summary>
    /// In data form always, where the factor is shared; in weight form where matrices lie in lanes, and the pairs of features of all points
    /// take little memory.
    /// </summary>
    private static bool IsShared(in ConjugateShape shape, ConjugateForm form, int count) => shape.SharesFactor
        && (form == ConjugateForm.Data || (count <= MostPairedPoints && LaneLayout.Pays(shape.Weights, shape.Units, Line)));

    private static long SharedSize(in ConjugateShape shape, ConjugateForm form, int count)
    {
        if (form == ConjugateForm.Data)
        {
            return (WholeLanes(shape.Units) * InverseSize(count)) + ((long)shape.Units * (shape.Members + 1) * PointStride(count));
        }
        long width = LaneLayout.Width(shape.Weights);
        return WholeLanes(shape.Units) * ((width * width) + shape.Weights + count);
    }
}
