namespace Pipeline.Measure.Reference;

/// <summary>What is measured with each program.</summary>
/// <param name="Photo">File.</param>
/// <param name="Folder">For what the programs write.</param>
/// <param name="WithEllipse">Whether an ellipse takes the place of the mask that the network finds.</param>
internal sealed record ReferenceJob(string Photo, string Folder, bool WithEllipse);
