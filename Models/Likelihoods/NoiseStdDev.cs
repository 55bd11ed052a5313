// The learned noise parameter a, one per output, in scaled units:
//   no bounds      sigma = exp a
//   above l        sigma = l + exp a
//   below u        sigma = u sigmoid(a)
//   between l, u   sigma = l + (u - l) sigmoid(a)
// a starts where sigma has its stated value; bounds and start given in data units are divided by the output's scale first.
using ProbBnn.Dsl;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The noise of a Gaussian likelihood, in scaled units.</summary>
internal static class NoiseStdDev
{
    private const string Name = "likelihood.noise";

    public static IEnumerable<ParameterSpec> Parameters(Likelihood likelihood, double[] outputScales)
    {
        if (likelihood is Likelihood.Gaussian { Learning: NoiseLearning.Learned learned } gaussian)
        {
            yield return new ParameterSpec(Name, [outputScales.Length], ParameterRole.Likelihood, 0, _ =>
                Tensor.Generate([outputScales.Length], d =>
            {
                double unit = UnitsOf(gaussian, outputScales[d]);
                double low = (learned.Above?.Value ?? 0) / unit, start = gaussian.StdDev.Value / unit;
                return learned.Below is { } below
                    ? Math.Log((start - low) / (below.Value / unit - start))
                    : Math.Log(start - low);
            }));
        }
    }

    public static Expr LogStdDev(Likelihood.Gaussian gaussian, ReadOnlySpan<double> outputScales, Func<string, Expr> parameters)
    {
        double[] units = [.. outputScales.ToArray().Select(s => UnitsOf(gaussian, s))];
        Expr Scaled(double value) => Expr.Constant(Tensor.Of([units.Length], [.. units.Select(u => value / u)]));
        if (gaussian.Learning is NoiseLearning.FixedPerOutput given)
        {
            return Expr.Constant(Tensor.Of([units.Length], [.. units.Select((u, d) => Math.Log(given.StdDevs[d].Value / u))]));
        }
        if (gaussian.Learning is not NoiseLearning.Learned learned)
        {
            return Expr.Constant(Tensor.Of([units.Length], [.. units.Select(u => Math.Log(gaussian.StdDev.Value / u))]));
        }
        var a = parameters(Name);
        return (learned.Above, learned.Below) switch
        {
            (null, null) => a,
            ({ } above, null) => (Scaled(above.Value) + a.Exp()).Log(),
            (null, { } below) => (Scaled(below.Value) * a.Sigmoid()).Log(),
            ({ } above, { } below) => (Scaled(above.Value) + Scaled(below.Value - above.Value) * a.Sigmoid()).Log(),
        };
    }

    private static double UnitsOf(Likelihood.Gaussian gaussian, double outputScale) => gaussian.Units == NoiseUnits.Data ? outputScale : 1;
}
