namespace Pipeline.Worker.Messaging;

/// <summary>A durable quorum queue, bound to the durable fanout exchange of its name.</summary>
internal sealed record QueueDeclaration(string Name)
{
    public Dictionary<string, object?> Arguments { get; } = new() { ["x-queue-type"] = "quorum" };
}
