using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Measure.Runs;

/// <summary>
/// Ground truth from the studio, rendered once per set of parameters. A render is taken again only when it is complete
/// and was made by the same build of the studio.
/// </summary>
internal static class StudioRender
{
    private const string Mark = "render.txt";

    /// <param name="renders">Folder that keeps renders, each in a folder named by its parameters.</param>
    /// <param name="arguments">Options of the studio's <c>render</c>.</param>
    /// <returns>The folder of ground truth.</returns>
    /// <exception cref="MeasureException">The studio is not built or ended with an error.</exception>
    public static string Provide(string renders, IReadOnlyList<string> arguments)
    {
        var program = Program();
        var folder = Path.Combine(renders, NameOf(arguments));
        var identity = string.Join(' ', arguments) + "\n" + DigestOf(program + ".dll") + "\n";
        var mark = Path.Combine(folder, Mark);
        if (File.Exists(mark) && File.ReadAllText(mark) == identity)
        {
            Console.Error.WriteLine($"Taking the pictures in {folder}");
            return folder;
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Render(program, folder, arguments);
        File.WriteAllText(mark, identity);
        return folder;
    }

    /// <summary>Readable, and different for different arguments.</summary>
    private static string NameOf(IReadOnlyList<string> arguments)
    {
        var readable = string.Concat(string.Join(' ', arguments).Replace("--", "", StringComparison.Ordinal)
            .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', arguments)));
        return $"{readable[..Math.Min(60, readable.Length)]}-{Convert.ToHexStringLower(digest)[..8]}";
    }

    private static void Render(string program, string folder, IReadOnlyList<string> arguments)
    {
        using var studio = Process.Start(new ProcessStartInfo(program, ["render", folder, .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
        var rendered = 0;
        while (studio.StandardOutput.ReadLine() is { } line)
        {
            Console.Error.WriteLine($"Rendered {++rendered}: {line}");
        }

        studio.WaitForExit();
        if (studio.ExitCode != 0)
        {
            throw new MeasureException($"The studio ended with {studio.ExitCode}.");
        }
    }

    /// <summary>Beside this program, of the same configuration.</summary>
    private static string Program()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(output.Parent!.Parent!.FullName, "Studio", output.Name, "Pipeline.Studio");
        return File.Exists(program) ? program : throw new MeasureException($"The studio is not built: {program}");
    }

    private static string DigestOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
