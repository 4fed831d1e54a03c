using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>One listed photo, or one that cannot be named.</summary>
/// <param name="Name">Name relative to the source, for people to read.</param>
/// <param name="Photo">The claim check, or null when the name cannot be one.</param>
public sealed record IntakeItem(string Name, BlobRef? Photo);
