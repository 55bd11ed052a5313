using System.Collections.Immutable;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A parametric family of densities over the unknowns of a model.</summary>
internal interface IVariationalFamily
{
    /// <summary>The parameters, with their starts.</summary>
    ImmutableArray<ParameterSpec> Parameters();

    /// <summary>Draws from a member of the family; one key a draw, of the key input <see cref="VariationalDraw.Keys"/>.</summary>
    /// <param name="parameters">A parameter's expression by name.</param>
    /// <param name="draws">Number of draws.</param>
    VariationalDraw Draw(Func<string, Expr> parameters, int draws);
}
