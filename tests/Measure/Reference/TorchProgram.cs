using System.Globalization;
using System.Text.Json;

namespace Pipeline.Measure.Reference;

/// <summary>The reference chain in PyTorch, a process for each measurement.</summary>
/// <param name="python">Interpreter that has PyTorch.</param>
/// <param name="threads">Of PyTorch and OpenCV.</param>
internal sealed class TorchProgram(string python, int threads)
{
    /// <summary>
    /// What keeps glibc from giving large tensors back to the system and fetching them again, which is most of the
    /// time otherwise.
    /// </summary>
    private static readonly IReadOnlyDictionary<string, string?> TunedAllocator = new Dictionary<string, string?>
    {
        ["MALLOC_ARENA_MAX"] = null,
        ["MALLOC_TOP_PAD_"] = "1073741824",
        ["MALLOC_TRIM_THRESHOLD_"] = "8589934592",
        ["MALLOC_MMAP_MAX_"] = "0",
    };

    /// <summary>Without what <c>deploy/native/heap.env</c> sets for programs of ours.</summary>
    private static readonly IReadOnlyDictionary<string, string?> AllocatorAsItStands =
        TunedAllocator.Keys.ToDictionary(name => name, _ => (string?)null);

    private static readonly string[] NoStages = ["image", "width", "height", "unknown_share", "total", "peak_mib"];

    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));

    /// <summary>Our own script of the reference.</summary>
    public static string OwnScript => Path.Combine(Root, "tests", "Measure", "Reference", "chain.py");

    /// <exception cref="MeasureException">PyTorch or OpenCV is not there; says what to install.</exception>
    public void RequireModules()
    {
        try
        {
            if (ChildProcess.Run(python, ["-c", "import torch, cv2, numpy"]).ExitCode == 0)
            {
                return;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No such interpreter: the same to be done about it.
        }

        throw new MeasureException(
            $"The reference needs PyTorch and OpenCV, which {python} has not: apt-get install python3-torch "
                + "python3-opencv python3-numpy, or name another interpreter with --python.");
    }

    /// <summary>Checkpoints as wide as the published ones.</summary>
    public void MakeRandomWeights(string folder)
    {
        var script = Path.Combine(Root, "models", "fixtures", "make_networks.py");
        var run = ChildProcess.Run(python, [script, "--published", folder]);
        if (run.ExitCode != 0)
        {
            throw new MeasureException($"{script} ended with {run.ExitCode}: {run.Error}");
        }
    }

    /// <param name="script">Takes the arguments of <c>chain.py</c>.</param>
    /// <param name="job">What is measured.</param>
    /// <param name="weights">Of both networks.</param>
    /// <param name="runs">In one process.</param>
    /// <param name="tuned">Whether glibc's allocator is tuned.</param>
    public ProgramRun Measure(string script, ReferenceJob job, ReferenceWeights weights, int runs, bool tuned)
    {
        string[] arguments =
        [
            // What asks for more than there is ends with an error, instead of other programs.
            $"--as={PeakMemory.AvailableBytes()}", python, script, job.Photo,
            "--deeplab", weights.DeepLab, "--indexnet", weights.IndexNet,
            "-n", Text(runs), "-t", Text(threads), "-o", job.Folder,
            .. job.WithEllipse ? ["--ellipse"] : Array.Empty<string>(),
        ];
        var run = ChildProcess.Run("prlimit", arguments, tuned ? TunedAllocator : AllocatorAsItStands);
        return run.ExitCode == 0
            ? new ProgramRun(Read(run.Output), run.Seconds)
            : new ProgramRun(null, run.Seconds, $"ended with {run.ExitCode}: {run.Error}");
    }

    /// <summary>Where the script leaves its alpha.</summary>
    public static string AlphaOf(ReferenceJob job) =>
        Path.Combine(job.Folder, Path.GetFileName(job.Photo) + ".alpha.png");

    private static StageMeasurement Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var stages = json.RootElement.EnumerateObject()
            .Where(property => !NoStages.Contains(property.Name))
            .ToDictionary(property => property.Name, property => property.Value.GetDouble());
        int Number(string name) => json.RootElement.GetProperty(name).GetInt32();
        return new StageMeasurement(Number("width"), Number("height"), stages, Number("peak_mib"));
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
