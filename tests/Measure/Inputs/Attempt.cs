using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker;
using Pipeline.Worker.Imaging;

namespace Pipeline.Measure.Inputs;

/// <summary>What became of one file at the decoder; a line of text between the processes.</summary>
/// <param name="Index">Its place in the run.</param>
/// <param name="Format">Its format before it was changed.</param>
/// <param name="Outcome">Photo, a failure's reason, or what should not be: an exception's name, or a death.</param>
/// <param name="Milliseconds">By the clock on the wall.</param>
/// <param name="Processor">Milliseconds of processor time, of all threads.</param>
/// <param name="PeakMebibytes">Greatest resident memory of the process so far.</param>
internal sealed record Attempt(
    int Index, string Format, string Outcome, double Milliseconds, double Processor, int PeakMebibytes)
{
    public const string Photo = "Photo";
    public const string Crash = "Crash";
    public const string Hang = "Hang";

    private static readonly ImageDecoder Decoder = new(Options.Create(new ImageLimits()));

    /// <summary>Neither a photo nor a typed failure.</summary>
    public bool IsFinding => Outcome != Photo && !Enum.TryParse<FailureReason>(Outcome, out _);

    /// <summary>Decodes a file in this process.</summary>
    public static Attempt Make(int index, string format, byte[] file)
    {
        // Every second file is asked for its first frame and its alpha.
        var recipe = index % 2 == 0
            ? new CutoutRecipe()
            : new CutoutRecipe { FirstFrame = true, InputAlpha = InputAlpha.Respect };
        using var process = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var outcome = Decode(file, recipe);
        process.Refresh();
        return new Attempt(
            index,
            format,
            outcome,
            watch.Elapsed.TotalMilliseconds,
            (process.TotalProcessorTime - before).TotalMilliseconds,
            PeakMemory.OfThisProcess());
    }

    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Index} {Format} {Outcome} {Milliseconds} {Processor} {PeakMebibytes}");

    public static Attempt Parse(string line)
    {
        var parts = line.Split(' ');
        return new Attempt(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            parts[1],
            parts[2],
            double.Parse(parts[3], CultureInfo.InvariantCulture),
            double.Parse(parts[4], CultureInfo.InvariantCulture),
            int.Parse(parts[5], CultureInfo.InvariantCulture));
    }

    private static string Decode(byte[] file, CutoutRecipe recipe)
    {
        try
        {
            using var photo = Decoder.Decode(file, recipe);
            return Photo;
        }
        catch (JobRejectedException e)
        {
            return e.Reason.ToString();
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }
}
