namespace Pipeline.Corpus;

/// <param name="From">Name of the valid file that it was.</param>
/// <param name="Bytes">The file.</param>
internal sealed record MutatedFile(string From, byte[] Bytes)
{
    /// <summary>The format that it was.</summary>
    public string Format => From.Split('-', '.')[0];
}
