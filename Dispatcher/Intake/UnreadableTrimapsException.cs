namespace Pipeline.Dispatcher.Intake;

/// <summary>The trimaps, or a part of them, cannot be listed.</summary>
public sealed class UnreadableTrimapsException(string message) : Exception(message);
