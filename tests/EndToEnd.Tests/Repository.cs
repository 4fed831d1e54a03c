using System.Reflection;

namespace Pipeline.EndToEnd.Tests;

/// <summary>Where things lie in the checkout and in its build.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Output = new(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);

    public static string Root { get; } = FindRoot();

    /// <summary>Of the configuration that the tests were built in.</summary>
    public static string BinariesOf(string project) => Path.Combine(Output.Parent!.Parent!.FullName, project, Output.Name);

    private static string FindRoot()
    {
        var folder = Output;
        while (!File.Exists(Path.Combine(folder.FullName, "Pipeline.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the checkout.");
        }

        return folder.FullName;
    }
}
