using OpenCvSharp;
using Pipeline.Measure.Metrics;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Measure.Runs;

/// <summary>Mattes pictures by several matters and scores the mattes; mattes by others are only scored.</summary>
internal sealed class MattingRun
{
    private readonly string[] _names;
    private readonly IAlphaMatter[] _matters;
    private readonly string[] _beside;
    private readonly string? _output;
    private bool _warm;

    /// <param name="names">Of matters.</param>
    /// <param name="beside">Folders of mattes by others.</param>
    /// <param name="output">Where mattes are kept; null for nowhere.</param>
    public MattingRun(string[] names, string[] beside, string? output)
    {
        (_names, _beside, _output) = (names, beside, output);
        _matters = [.. names.Select(MattingMatters.Make)];
    }

    /// <summary>Whose mattes are scored, in order.</summary>
    public IReadOnlyList<string> Columns => [.. _names, .. _beside.Select(folder => Path.GetFileName(folder))];

    public MattingScore Score(TruthFolder truth, string name)
    {
        using var picture = truth.Read(name);
        using var photo = new Photo(Cv2.ImRead(
            truth.PhotoOf(name) ?? throw new MeasureException($"{name} has no photo."), ImreadModes.Color));
        using var trimap = new Trimap(picture.Trimap!.Clone());
        using var region = TrueTrimap.UnknownRegion(trimap.Plane);
        using var foreground = new Mat();
        Cv2.Compare(trimap.Plane, new Scalar(Trimap.Foreground), foreground, CmpTypes.EQ);
        WarmUp(photo, trimap);
        List<MatteScore> mattes = [];
        for (var i = 0; i < _matters.Length; i++)
        {
            mattes.Add(Measure(i, photo, trimap, picture.Alpha, region, name));
        }

        mattes.AddRange(_beside.Select(folder => Read(folder, name, trimap, picture.Alpha, region)));
        var share = trimap.UnknownCount / (double)trimap.Plane.Total();
        return new MattingScore(name, truth.SceneOf(name), share, foreground.CountNonZero() > 0, mattes);
    }

    /// <summary>The first run compiles; its time does not count.</summary>
    private void WarmUp(Photo photo, Trimap trimap)
    {
        if (!_warm)
        {
            Array.ForEach(_matters, matter => matter.Matte(photo, trimap, CancellationToken.None).Dispose());
            _warm = true;
        }
    }

    private MatteScore Measure(int matter, Photo photo, Trimap trimap, Mat truth, Mat region, string name)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        using var matte = _matters[matter].Matte(photo, trimap, CancellationToken.None);
        var wall = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var spent = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        if (_output is not null)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_output, _names[matter])).FullName;
            Cv2.ImWrite(Path.Combine(folder, name + ".png"), matte.Plane);
        }

        var megapixels = photo.Width * (double)photo.Height / 1e6;
        return Score(matte.Plane, truth, region, wall / megapixels, spent / megapixels);
    }

    /// <summary>Where a folder lacks a matte, its method refused: nothing is subject but what is known.</summary>
    private static MatteScore Read(string folder, string name, Trimap trimap, Mat truth, Mat region)
    {
        var file = Path.Combine(folder, name + ".png");
        using var matte = File.Exists(file) ? Cv2.ImRead(file, ImreadModes.Grayscale) : trimap.Plane.Clone();
        if (!File.Exists(file))
        {
            matte.SetTo(Scalar.All(Trimap.Background), region);
        }

        return Score(matte, truth, region, double.NaN, double.NaN);
    }

    private static MatteScore Score(Mat matte, Mat truth, Mat region, double wall, double cpu) => new(
        SumOfAbsoluteDifferences.Of(matte, truth, region),
        MeanSquaredError.Of(matte, truth, region),
        GradientError.Of(matte, truth, region),
        wall,
        cpu);
}
