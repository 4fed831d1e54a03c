using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Measure.Runs;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Models.Precision;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Measure.Networks;

/// <summary>A photo matted by a network with given options, in this process.</summary>
/// <param name="Network">What the network was given.</param>
/// <param name="Seconds">Median.</param>
/// <param name="PeakMebibytes">Of the process.</param>
internal sealed record BandRun(NetworkMatting Network, double Seconds, int PeakMebibytes)
{
    /// <param name="model">An installed matting network.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="photo">File.</param>
    /// <param name="trimap">File, of the photo's size.</param>
    /// <param name="matte">File that the alpha is written to.</param>
    /// <param name="runs">Of the matter.</param>
    public static BandRun Take(
        string model, OnnxMattingOptions options, string photo, string trimap, string matte, int runs)
    {
        using var services = ChainServices.Make();
        var network = services.GetRequiredService<OnnxModels>().Find(model, GraphPrecision.Float32)
            ?? throw new MeasureException($"There is no model {model}.");
        using var picture = new Photo(Cv2.ImRead(photo, ImreadModes.Color));
        using var known = services.GetRequiredService<TrimapReader>().Read(File.ReadAllBytes(trimap), picture.Size);
        var matter = new OnnxAlphaMatter(network, Options.Create(options));
        List<double> seconds = [];
        NetworkMatting? report = null;
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            using var alpha = matter.Matte(picture, known, CancellationToken.None);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            report = alpha.Network ?? throw new MeasureException($"{trimap} leaves nothing unknown.");
            Cv2.ImWrite(matte, alpha.Plane);
        }

        return new BandRun(report!, seconds.Order().ElementAt(runs / 2), PeakMemory.OfThisProcess());
    }
}
