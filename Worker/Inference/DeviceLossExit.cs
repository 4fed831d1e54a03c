namespace Pipeline.Worker.Inference;

/// <summary>
/// Ends the process that has lost its device. Jobs in work stay unanswered, so that the broker gives them to another
/// worker; what is half written is repaired by whoever does them again.
/// </summary>
internal static class DeviceLossExit
{
    public static void End(DeviceLostException lost)
    {
        Console.Error.WriteLine($"{lost.Message} Start this again; finished photos stay finished.");
        Environment.Exit(ExitCodes.DeviceLost);
    }
}
