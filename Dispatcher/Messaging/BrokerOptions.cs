using System.ComponentModel.DataAnnotations;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Messaging;

/// <summary>The dispatcher's broker, and how patient it is with it.</summary>
public sealed class BrokerOptions : BrokerConnection
{
    public const string Section = "Dispatcher:Broker";

    /// <summary>Seconds in which the broker must answer at the start.</summary>
    [Range(1, 300)]
    public int StartSeconds { get; set; } = 20;

    /// <summary>Seconds in which each publish must be confirmed.</summary>
    [Range(1, 600)]
    public int ConfirmSeconds { get; set; } = 30;

    /// <summary>Publishes that wait for their confirms at once.</summary>
    [Range(1, 1024)]
    public int ParallelPublishes { get; set; } = 128;
}
