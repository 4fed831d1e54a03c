namespace Pipeline.Measure.Runs;

/// <summary>One picture, matted by all.</summary>
/// <param name="Name">Of the picture.</param>
/// <param name="Scene">What is in it.</param>
/// <param name="UnknownShare">Of the picture, 0..1.</param>
/// <param name="KnowsSubject">Whether the trimap holds any foreground; without, methods by others refuse.</param>
/// <param name="Mattes">In the order of the columns.</param>
internal sealed record MattingScore(
    string Name, Scene Scene, double UnknownShare, bool KnowsSubject, IReadOnlyList<MatteScore> Mattes);
