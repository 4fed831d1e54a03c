using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>The worker's broker.</summary>
public sealed class BrokerOptions : BrokerConnection
{
    public const string Section = "Worker:Broker";

    /// <summary>
    /// Address of the management interface, from which policies are read at start; null: they are not checked. Not
    /// needed for work.
    /// </summary>
    public Uri? Management { get; set; }

    /// <summary>Whether a missing policy keeps the process from starting, or is only said.</summary>
    public bool RequirePolicies { get; set; } = true;
}
