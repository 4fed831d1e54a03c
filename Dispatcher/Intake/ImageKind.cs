namespace Pipeline.Dispatcher.Intake;

/// <summary>A kind of image file.</summary>
/// <param name="Name">What people call such a file, with its article.</param>
/// <param name="Advice">What to do with a file that workers do not decode; null for one that they do.</param>
internal sealed record ImageKind(string Name, string? Advice = null)
{
    public bool IsDecodable => Advice is null;

    /// <summary>What is said of a file that is not decodable.</summary>
    public string Refusal => $"The file is {Name}, which is not supported; {Advice}";
}
