using ProbBnn.Data;

namespace ProbBnn.Inference;

/// <summary>
/// A posterior that can be updated with more data exactly: the result is the posterior given the union of the data, in whatever parts and
/// order they came. Strategies whose update would only be approximate do not have this interface.
/// </summary>
public interface IUpdatable
{
    /// <summary>The posterior given the data so far and more.</summary>
    /// <param name="more">More points of the same function, in the data's own units.</param>
    /// <exception cref="Foundation.DataException">The data have other dimensions.</exception>
    Posterior Update(DataTask more);
}
