using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Objectives;

namespace ProbBnn.Inference;

/// <summary>
/// The whole state of training between two steps, an immutable value. n steps, a snapshot, and m further steps from it give the same
/// bits as n + m
/// steps, on one engine and vector width; everything else is a function of the options and the tasks.
/// </summary>
/// <param name="Model">The description.</param>
/// <param name="Objective">What is maximised.</param>
/// <param name="Options">How.</param>
/// <param name="Frame">Scaling, names and range of the training data.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Parameters">Present parameters.</param>
/// <param name="FirstMoments">Adam's first moments.</param>
/// <param name="SecondMoments">Adam's second moments.</param>
/// <param name="Best">The parameters of the best validation so far, or null before the first.</param>
/// <param name="History">All validations so far.</param>
public sealed record TrainingState(
    BnnModel Model, Objective Objective, FitOptions Options, DataFrame Frame, int Step, ParameterSet Parameters, ParameterSet FirstMoments,
    ParameterSet SecondMoments, ParameterSet? Best, ValueList<ValidationPoint> History);
