namespace Pipeline.EndToEnd.Tests;

/// <summary>Programs whose native libraries do not load say so before they begin, in one sentence.</summary>
public sealed class NativeLibraryTests : IDisposable
{
    private const int Unavailable = 69;

    private readonly PhotoFolder _folder = new();
    private readonly string _copy = Directory.CreateTempSubdirectory("pipeline-copy-").FullName;

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_copy, recursive: true);
    }

    [Theory]
    [InlineData("libOpenCvSharpExtern.so", "OpenCvSharpExtern")]
    [InlineData("libvips.so.42", "libvips.so.42")]
    [InlineData("libonnxruntime.so", "onnxruntime")]
    public async Task A_worker_ends_with_69_before_it_looks_for_broker_and_store(string file, string library)
    {
        CopyWithout("Worker", file);

        using var worker = Command.StartProgram(
            "env", "Worker__Storage__Kind=Azure", "Worker__Storage__Azure__ConnectionString=UseDevelopmentStorage=true",
            "Worker__Broker__User=nobody", "Worker__Broker__Password=none", "Worker__Broker__Port=1",
            Path.Combine(_copy, "Pipeline.Worker"), "serve");
        var (exitCode, _, error) = await worker.EndAsync();

        RequireSentence(library, exitCode, error);
    }

    [Theory]
    [InlineData("libOpenCvSharpExtern.so", "OpenCvSharpExtern")]
    [InlineData("libvips.so.42", "libvips.so.42")]
    [InlineData("libonnxruntime.so", "onnxruntime")]
    public async Task A_run_over_a_folder_ends_with_69_instead_of_failing_each_photo(string file, string library)
    {
        CopyWithout("Embedded", file);
        _folder.Write("a.jpg", [0]);
        _folder.Write("b.jpg", [0]);

        using var cutout = Command.StartProgram(Path.Combine(_copy, "cutout"), _folder.Photos, "--out", _folder.Cutouts);
        var (exitCode, lines, error) = await cutout.EndAsync();

        RequireSentence(library, exitCode, error);
        Assert.Empty(lines);
    }

    private static void RequireSentence(string library, int exitCode, string error)
    {
        Assert.True(exitCode == Unavailable, $"{exitCode}: {error}");
        Assert.Contains($"The native library {library} cannot be loaded", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A copy of a program in which a file that is no library stands in the place of one.</summary>
    private void CopyWithout(string project, string library)
    {
        var binaries = Repository.BinariesOf(project);
        foreach (var file in Directory.EnumerateFiles(binaries, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(_copy, Path.GetRelativePath(binaries, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (Path.GetFileName(file) == library)
            {
                File.WriteAllText(path, "no library");
            }
            else if (path.Contains("/native/", StringComparison.Ordinal))
            {
                File.CreateSymbolicLink(path, file);
            }
            else
            {
                // A program looks for its libraries beside the file that a link to it leads to.
                File.Copy(file, path);
            }
        }
    }
}
