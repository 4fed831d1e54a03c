namespace Pipeline.Worker.Quality;

/// <summary>One term of the logistic model.</summary>
/// <param name="Name">For people.</param>
/// <param name="Weight">Its coefficient, in log-odds per unit of the value.</param>
/// <param name="Value">The value; null, where it is unknown, adds nothing.</param>
internal sealed record ConfidenceTerm(string Name, double Weight, Func<QualityFeatures, double?> Value);
