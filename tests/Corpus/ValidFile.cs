namespace Pipeline.Corpus;

/// <summary>A file that shows the chart.</summary>
/// <param name="Name">Format and kind, with the format's ending.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Tolerance">
/// Greatest mean difference of its decoded pixels from the chart's, in 8-bit levels: 0 where the format is exact.
/// </param>
/// <param name="IsGrey">Shows the chart's grey.</param>
internal sealed record ValidFile(string Name, byte[] Bytes, double Tolerance = 0, bool IsGrey = false)
{
    public override string ToString() => Name;
}
