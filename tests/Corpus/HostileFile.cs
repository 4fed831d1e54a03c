using Pipeline.Contracts;

namespace Pipeline.Corpus;

/// <summary>A file that is made to do harm, or is none of a photo.</summary>
/// <param name="Name">What is wrong with it, with the ending that it pretends to.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Reason">How it has to end; null where it may also be decodable.</param>
internal sealed record HostileFile(string Name, byte[] Bytes, FailureReason? Reason = null)
{
    public override string ToString() => Name;
}
