using OpenCvSharp;
using Pipeline.Contracts;

namespace Pipeline.EndToEnd.Tests;

/// <summary>The command on a folder of everything that no photo folder should hold.</summary>
public sealed class HostileFolderTests : IDisposable
{
    private readonly PhotoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_hostile_file_has_one_outcome_and_the_photos_among_them_are_cut_out()
    {
        var hostile = await WriteHostileFilesAsync();
        _folder.Draw("a-good-one.jpg");
        _folder.Draw("folder.jpg/inside 🪑.png", 1);
        _folder.Write("line\n🛋️.jpg", "text"u8.ToArray());
        File.CreateSymbolicLink(Path.Combine(_folder.Photos, "nowhere.jpg"), "gone.jpg");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Photos, "loop"), _folder.Photos);

        var (exitCode, lines, error) = await RunAsync("--first-frame", "--input-alpha", "respect");

        Assert.Equal((1, ""), (exitCode, error));
        var outcomes = lines.Where(line => line.StartsWith('[')).ToList();
        Assert.Equal(hostile + 4, outcomes.Count);
        Assert.All(outcomes, line => Assert.True(IsCutOut(line) || HasReason(line), line));
        Assert.DoesNotContain(outcomes, line => line.Contains("WorkerFault", StringComparison.Ordinal));
        Assert.Single(outcomes, line => line.Contains("nowhere.jpg: failed, SourceMissing", StringComparison.Ordinal));
        Assert.DoesNotContain(outcomes, line => line.Contains("loop", StringComparison.Ordinal));
        Assert.Equal(outcomes.Count(IsCutOut), _folder.Finished().Count);
        Assert.Contains("a-good-one.png", _folder.Finished().Keys);
        Assert.Contains("folder.jpg/inside 🪑.png", _folder.Finished().Keys);
    }

    [Fact]
    public async Task A_photo_that_may_not_be_read_is_a_stated_failure()
    {
        _folder.Draw("good.jpg");
        var closed = _folder.Draw("closed.jpg", 1);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(closed, UnixFileMode.None);
        }

        using var command = StartWithoutPrivileges();
        var (exitCode, lines, _) = await command.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Single(lines, line => line.Contains("closed.jpg: failed, SourceUnreadable. ", StringComparison.Ordinal));
        Assert.Equal(["good.png"], _folder.Finished().Keys);
    }

    [Fact]
    public async Task Every_format_is_cut_out_and_names_that_meet_are_refused_whatever_the_format()
    {
        foreach (var ending in new[] { "jpg", "png", "webp", "tif", "tiff", "bmp", "gif" })
        {
            _folder.Draw($"photo-{ending}.{ending}");
        }

        var (exitCode, lines, _) = await RunAsync();
        _folder.Draw("photo-jpg.tif");
        var (refused, _, error) = await RunAsync();

        Assert.Equal((0, 2), (exitCode, refused));
        Assert.Single(lines, line => line.StartsWith("7 cut out", StringComparison.Ordinal));
        Assert.Contains("photo-jpg.png ← photo-jpg.jpg, photo-jpg.tif", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_respected_photo_stays_as_transparent_as_it_is_and_a_flattened_one_does_not()
    {
        using var colours = Cv2.ImRead(_folder.Draw("drawn.png"), ImreadModes.Color);
        using var alpha = new Mat(colours.Size(), MatType.CV_8UC1, new Scalar(90));
        using var clear = new Mat();
        Cv2.Merge([.. colours.Split(), alpha], clear);
        Cv2.ImEncode(".png", clear, out var file);
        _folder.Write("drawn.png", file);

        await RunAsync("--input-alpha", "respect");
        var respected = AlphaInTheMiddle();
        await RunAsync("--if-exists", "replace");

        Assert.Equal((90, 255), (respected, AlphaInTheMiddle()));
    }

    /// <returns>How many there are.</returns>
    private async Task<int> WriteHostileFilesAsync()
    {
        using var measure = Command.StartProgram(
            Path.Combine(Repository.BinariesOf("Measure"), "Pipeline.Measure"), "hostile", "--out", _folder.Photos);
        var (exitCode, _, error) = await measure.EndAsync();
        Assert.True(exitCode == 0, error);
        var count = Directory.GetFiles(_folder.Photos, "*", SearchOption.AllDirectories).Length;
        Assert.True(count >= 300, $"{count} files.");
        return count;
    }

    private static bool IsCutOut(string line) => line.Contains(" → ", StringComparison.Ordinal);

    private static bool HasReason(string line) => line.Contains(": failed, ", StringComparison.Ordinal)
        && Enum.GetNames<FailureReason>().Any(reason => line.Contains($"failed, {reason}. ", StringComparison.Ordinal));

    private int AlphaInTheMiddle()
    {
        using var cutout = Cv2.ImRead(Path.Combine(_folder.Cutouts, "drawn.png"), ImreadModes.Unchanged);
        return cutout.At<Vec4b>(48, 48).Item3;
    }

    /// <summary>Even root may read no file whose mode forbids it, once the kernel's two exceptions are taken away.</summary>
    private Command StartWithoutPrivileges()
    {
        string[] cutout = [Path.Combine(Repository.BinariesOf("Embedded"), "cutout"), _folder.Photos, "--out", _folder.Cutouts];
        return Environment.IsPrivilegedProcess && OperatingSystem.IsLinux()
            ? Command.StartProgram("setpriv", ["--bounding-set", "-dac_override,-dac_read_search", .. cutout])
            : Command.StartProgram(cutout[0], cutout[1..]);
    }

    private Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> RunAsync(params string[] more) =>
        Command.RunAsync([_folder.Photos, "--out", _folder.Cutouts, .. more]);
}
