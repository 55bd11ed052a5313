namespace ProbBnn.Inference;

/// <summary>What a Hamiltonian sampler noted about one draw.</summary>
/// <param name="Divergent">Whether the simulated path left the region where its energy error is bounded.</param>
/// <param name="TreeDepth">How often the path was doubled; 0 for samplers with a path of given length.</param>
/// <param name="Energy">The Hamiltonian of the kept state with the momentum it was reached by, in nats.</param>
/// <param name="Acceptance">The acceptance statistic of the path, from 0 to 1.</param>
/// <param name="StepSize">The step size of the integrator, positive.</param>
public readonly record struct HamiltonianDraw(bool Divergent, int TreeDepth, double Energy, double Acceptance, double StepSize);
