namespace Pipeline.Worker.Quality;

/// <summary>
/// What a confidence is read from. All of it is in the record, so that the model can be fitted to records.
/// </summary>
/// <param name="MaskEntropy">Mean binary entropy of the mask in bits, 0..1; null without a mask.</param>
/// <param name="BandShare">Unknown share of the picture, 0..1.</param>
/// <param name="SubjectShare">Mean alpha, 0..1.</param>
/// <param name="EdgesTouched">Sides of the picture that the subject reaches, 0..4.</param>
/// <param name="Disagreement">1 − IoU of two cheap segmentations, 0..1; null when unknown.</param>
internal readonly record struct QualityFeatures(
    double? MaskEntropy, double BandShare, double SubjectShare, int EdgesTouched, double? Disagreement);
