using System.ComponentModel.DataAnnotations;

namespace Pipeline.Dispatcher.Progress;

/// <summary>How many ends are written at once.</summary>
public sealed class TrackerOptions
{
    public const string Section = "Dispatcher:Tracker";

    /// <summary>Events of one transaction.</summary>
    [Range(1, 5000)]
    public int MessageLimit { get; set; } = 1000;

    /// <summary>The longest that an event waits for others.</summary>
    [Range(1, 10_000)]
    public int Milliseconds { get; set; } = 200;
}
