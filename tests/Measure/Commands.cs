namespace Pipeline.Measure;

/// <summary>What the commands share.</summary>
internal static class Commands
{
    /// <returns>The exit code: 2 with a sentence when the command cannot do what was asked.</returns>
    public static int Run(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (MeasureException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }
    }

    /// <exception cref="MeasureException">There is no such folder.</exception>
    public static string Existing(DirectoryInfo folder) => folder.Exists
        ? folder.FullName
        : throw new MeasureException($"There is no folder {folder}.");
}
