namespace Pipeline.Corpus;

/// <summary>Small checkpoints that <c>models/fixtures/make_checkpoints.py</c> wrote with PyTorch.</summary>
internal static class CheckpointFiles
{
    private const string Suffix = ".pth";

    /// <summary>Names of those that hold tensors and say beside them which.</summary>
    public static IReadOnlyList<string> Valid { get; } =
        [.. Names().Where(name => name.EndsWith(".expected", StringComparison.Ordinal))
            .Select(name => name[..^(Suffix.Length + ".expected".Length)]).Order(StringComparer.Ordinal)];

    public static byte[] Read(string name) => Resource(name + Suffix);

    /// <summary>What PyTorch says is in it.</summary>
    public static IReadOnlyList<ExpectedTensor> Expected(string name) =>
        ExpectedTensor.ParseAll(Resource(name + Suffix + ".expected"));

    private static string[] Names() => typeof(CheckpointFiles).Assembly.GetManifestResourceNames();

    private static byte[] Resource(string name)
    {
        using var stream = typeof(CheckpointFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"There is no fixture {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
