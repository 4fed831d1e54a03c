using Pipeline.Worker.Marketplaces;

namespace Pipeline.Embedded;

/// <summary>One run of <c>verify</c>: find the files, check each, say what became of it.</summary>
internal static class VerifyRun
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> places, Marketplace marketplace, IVerdicts verdicts, bool strict, CancellationToken stop)
    {
        if (places.FirstOrDefault(place => !Path.Exists(place)) is { } missing)
        {
            return await RefuseAsync($"There is no file or folder {BatchReport.Printable(missing)}.");
        }

        try
        {
            var (passed, failed) = await CheckAsync(places, marketplace, verdicts, strict, stop);
            if (passed + failed == 0)
            {
                return await RefuseAsync("There is no picture to verify.");
            }

            verdicts.Summarise(passed, failed);
            return failed > 0 ? ExitCodes.SomeFailed : ExitCodes.Complete;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(BatchReport.Printable(e.Message));
            return ExitCodes.WriteFailed;
        }
    }

    private static async Task<(int Passed, int Failed)> CheckAsync(
        IReadOnlyList<string> places, Marketplace marketplace, IVerdicts verdicts, bool strict, CancellationToken stop)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
        var (passed, failed) = (0, 0);
        foreach (var file in places.SelectMany(FilesIn).Distinct())
        {
            var content = await File.ReadAllBytesAsync(file, stop);
            var report = MarketplaceVerifier.Verify(content, file, marketplace, day);
            var passes = strict ? report.PassedStrictly : report.Passed;
            (passed, failed) = passes ? (passed + 1, failed) : (passed, failed + 1);
            verdicts.Show(report, passes);
        }

        return (passed, failed);
    }

    /// <summary>
    /// A file that is named is checked whatever it is. Of a folder, pictures by their endings; names that begin with a
    /// dot and links are left out.
    /// </summary>
    private static IEnumerable<string> FilesIn(string place)
    {
        if (!Directory.Exists(place))
        {
            return [place];
        }

        var plain = new EnumerationOptions
        {
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
            RecurseSubdirectories = true,
        };
        return Directory.EnumerateFiles(place, "*", plain)
            .Where(file => MarketplaceVerifier.Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Order(StringComparer.Ordinal);
    }

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return ExitCodes.Refused;
    }
}
