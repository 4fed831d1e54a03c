using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// A small convolutional network of our own, trained on nothing but the pictures that <c>tests/Studio</c> renders
/// (<c>models/subject</c>): it knows what a product before a backdrop looks like where no colour tells them apart. A
/// part of this assembly. Safe for concurrent use.
/// </summary>
internal sealed class SubjectNetwork : IDisposable
{
    /// <summary>
    /// It looks twice, at these longer sides in pixels, once of them in the mirror: what it is wrong about differs from
    /// look to look more than what it is right about.
    /// </summary>
    private static readonly (int LongestSide, bool Mirrored)[] Views = [(192, false), (256, true)];

    /// <summary>
    /// A look from nearer sees thin parts better and large ones worse, so it is for shares alone.
    /// </summary>
    private const int CloseSide = 320;

    /// <summary>Least side that its five halvings leave something of.</summary>
    private const int LeastSide = 32;

    private const string Resource = "subject.onnx";
    private const string Input = "photo";
    private const string Output = "logits";
    private const int Channels = 3;

    private readonly InferenceSession _session;

    public SubjectNetwork()
    {
        using var stream = typeof(SubjectNetwork).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        var graph = new byte[stream.Length];
        stream.ReadExactly(graph);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(graph));
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        // Between photos nobody waits; spinning threads would take the cores from the other stages.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(graph, options);
    }

    /// <summary>Of graph and weights, lower-case hexadecimal: other weights are another chain.</summary>
    public string Sha256 { get; }

    /// <summary>Log odds of being subject, once for each look.</summary>
    /// <param name="photo">Of any size; the whole of it is looked at.</param>
    /// <param name="size">Size of the results.</param>
    /// <returns>Row-major, natural logarithms.</returns>
    public float[][] LogOdds(Photo photo, Size size) =>
        Array.ConvertAll(Views, view => Look(photo, size, view.LongestSide, view.Mirrored));

    /// <summary>The same from nearer.</summary>
    public float[] CloseLogOdds(Photo photo, Size size) => Look(photo, size, CloseSide, isMirrored: false);

    public void Dispose() => _session.Dispose();

    private float[] Look(Photo photo, Size size, int longestSide, bool isMirrored)
    {
        using var odds = Answer(photo, longestSide, isMirrored);
        using var stretched = new Mat();
        Cv2.Resize(odds, stretched, size, interpolation: InterpolationFlags.Linear);
        return stretched.AsSpan<float>().ToArray();
    }

    /// <summary>Log odds at the size that is looked at.</summary>
    private Mat Answer(Photo photo, int longestSide, bool isMirrored)
    {
        using var small = Reduced(photo, longestSide);
        if (isMirrored)
        {
            Cv2.Flip(small, small, FlipMode.Y);
        }

        using var value = OrtValue.CreateTensorValueFromMemory(ToPlanes(small), [1, Channels, small.Rows, small.Cols]);
        using var run = new RunOptions();
        using var results = _session.Run(run, [Input], [value], [Output]);
        var odds = new Mat(small.Rows, small.Cols, MatType.CV_32FC1);
        results[0].GetTensorDataAsSpan<float>().CopyTo(odds.AsSpan<float>());
        if (isMirrored)
        {
            Cv2.Flip(odds, odds, FlipMode.Y);
        }

        return odds;
    }

    private static Mat Reduced(Photo photo, int longestSide)
    {
        var scale = longestSide / (double)Math.Max(photo.Width, photo.Height);
        var size = new Size(
            Math.Max(LeastSide, (int)Math.Round(photo.Width * scale)),
            Math.Max(LeastSide, (int)Math.Round(photo.Height * scale)));
        var small = new Mat();
        Cv2.Resize(
            photo.Pixels, small, size, interpolation: scale < 1 ? InterpolationFlags.Area : InterpolationFlags.Linear);
        return small;
    }

    /// <summary>Red, green and blue one after the other, 0..1.</summary>
    private static float[] ToPlanes(Mat picture)
    {
        var count = picture.Rows * picture.Cols;
        var planes = new float[Channels * count];
        var bgr = picture.AsSpan<Vec3b>();
        for (var i = 0; i < count; i++)
        {
            planes[i] = bgr[i].Item2 / 255f;
            planes[count + i] = bgr[i].Item1 / 255f;
            planes[(2 * count) + i] = bgr[i].Item0 / 255f;
        }

        return planes;
    }
}
