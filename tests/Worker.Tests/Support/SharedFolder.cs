namespace Pipeline.Worker.Tests.Support;

/// <summary>
/// Files too large for the repository that some checkouts have beside them: <c>PIPELINE_SHARED</c>, or the folder
/// <c>shared</c> beside the repository.
/// </summary>
internal static class SharedFolder
{
    /// <summary>Skips the test where it is not there.</summary>
    public static string Require(string relative)
    {
        var path = Roots().Select(root => Path.Combine(root, relative)).FirstOrDefault(Path.Exists);
        Assert.SkipWhen(
            path is null, $"There is no {relative} in PIPELINE_SHARED or in a folder shared beside the repository.");
        return path!;
    }

    private static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable("PIPELINE_SHARED") is { Length: > 0 } root)
        {
            yield return root;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pipeline.sln")) && folder.Parent is { } parent)
            {
                yield return Path.Combine(parent.FullName, "shared");
            }
        }
    }
}
