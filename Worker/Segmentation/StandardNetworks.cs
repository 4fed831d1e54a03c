namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The networks of <see cref="StandardSegmenter"/>. Inputs: <c>photo</c>, 1 × 3 × h × w, red, green and blue in 0..1; of the
/// refiner also <c>said</c>, 1 × 1 × h × w, the segmenter's log odds. Output: 1 × 1 × h × w log odds of being subject.
/// </summary>
internal sealed class StandardNetworks : IDisposable
{
    public EmbeddedNetwork Segmenter { get; } = new("segmenter.onnx");

    public EmbeddedNetwork Refiner { get; } = new("refiner.onnx");

    /// <summary>Of both graphs and their weights: other weights are another chain.</summary>
    public string Sha256 => Segmenter.Sha256 + Refiner.Sha256;

    public void Dispose()
    {
        Segmenter.Dispose();
        Refiner.Dispose();
    }
}
