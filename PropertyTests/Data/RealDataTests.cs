using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

/// <summary>Families of real tasks, from the folder that the environment variable PROBBNN_DATA names.</summary>
public class RealDataTests
{
    [Theory]
    [InlineData("ecg_beats", 1000, 126, -0.3199, 0.5085)]
    [InlineData("ecg_windows", 230, 600, -0.3345, 0.4485)]
    [InlineData("era5_t2m_uk", 200, 1617, 280.7, 2.253)]
    [InlineData("balearic_precip", 674, 211, 7.747, 13.26)]
    public void Families_of_one_output_have_their_known_moments(string family, int tasks, int points, double mean, double stdDev)
    {
        var (set, notes) = WideFiles.Read(Source(family, "outputs"));
        Assert.Equal(tasks, set.Count);
        Assert.All(set.Tasks, t => Assert.Equal(points, t.Points));
        Assert.Equal(DataNotes.None, notes);
        Assert.Equal(DataNotes.None, DataChecks.ForTraining(set));
        var moments = Moments.Of(set);
        Assert.Equal(1, moments.OutputMean[0] / mean, 5e-4);
        Assert.Equal(1, moments.OutputStdDev[0] / stdDev, 5e-4);
    }

    [Fact]
    public void Beats_are_split_by_record()
    {
        var source = Source("ecg_beats", "outputs") with { TaskTable = Path.Combine(Folder("ecg_beats"), "tasks.csv") };
        var (set, _) = WideFiles.Read(source with { GroupColumn = "record" });
        var split = TaskSplit.HoldOut(set, 0.2, RandomKey.FromSeed(1), SplitBy.Group);
        Assert.True(split.HeldOut.Count >= 200);
        Assert.Empty(split.HeldOut.Select(i => set.Tasks[i].Group).Intersect(split.Training.Select(i => set.Tasks[i].Group)));
        var (other, _) = WideFiles.Read(source with { Where = ("beat", "PVC") });
        Assert.InRange(other.Count, 1, 999);
        Assert.Equal(-0.25, other.Tasks[0].Inputs[0]);
    }

    [Fact]
    public void Fields_have_two_inputs_and_three_outputs()
    {
        var (set, _) = WideFiles.Read(Source("erainterim_europe", "outputs_t850_K", "outputs_z500_m2s2", "outputs_msl_Pa"));
        Assert.Equal((822, 143 * 822), (set.Count, set.Points));
        Assert.Equal(["lat_deg", "lon_deg"], set.InputNames);
        Assert.Equal(3, set.OutputNames.Count);
        var moments = Moments.Of(set);
        Assert.Equal(281.5, moments.OutputMean[0], 0.05);
        Assert.Equal(1540, moments.OutputStdDev[1], 0.5);
        Assert.Equal(849.9, moments.OutputStdDev[2], 0.05);
        var one = WideFiles.Read(Source("erainterim_europe", "outputs_t850_K") with { Inputs = ["lon_deg"] }).Tasks;
        Assert.Equal([-15], one.Tasks[0].InputsOf(0).ToArray());
    }

    private static WideSource Source(string family, params string[] outputs) => new(
        Path.Combine(Folder(family), "inputs.csv"),
        outputs.Select(name => (name, Path.Combine(Folder(family), name + ".csv.gz"))).ToValueList());

    private static string Folder(string family)
    {
        string? data = Environment.GetEnvironmentVariable("PROBBNN_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "PROBBNN_DATA is not set: no real data to read");
        return Path.Combine(data!, "tasks", family);
    }
}
