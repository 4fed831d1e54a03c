namespace Pipeline.Dispatcher.Intake;

/// <summary>How folders that hold results of earlier runs are recognised, wherever they lie and whatever they are called.</summary>
public static class ResultMarkers
{
    /// <summary>The folder of records in every folder of cutouts.</summary>
    public const string Records = ".pipeline";

    /// <summary>A file in the folder of a report's pictures.</summary>
    public const string Report = ".pipeline-report";

    internal static bool AreIn(string folder) =>
        Directory.Exists(Path.Combine(folder, Records)) || File.Exists(Path.Combine(folder, Report));
}
