using System.IO.Compression;
using Pipeline.Corpus;
using Pipeline.Worker.Models.Checkpoints;

namespace Pipeline.Worker.Tests.Models.Checkpoints;

public sealed class HostileCheckpointTests
{
    [Fact]
    public void A_pickle_that_asks_for_a_function_is_refused_by_the_functions_name()
    {
        Assert.Contains("posix.system", Refusal(CheckpointFiles.Read("function")), StringComparison.Ordinal);
        Assert.Contains(
            "builtins.eval",
            Refusal(PickleWriter.Checkpoint(
                new PickleWriter().Global("builtins", "eval").Text("1+1").Code(0x85, 'R').End())),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("whole-network", "state_dict")]
    [InlineData("torchscript", "state_dict")]
    public void A_network_saved_with_its_code_is_refused_with_what_to_save_instead(string name, string advice) =>
        Assert.Contains(advice, Refusal(CheckpointFiles.Read(name)), StringComparison.Ordinal);

    [Theory]
    [InlineData("types-zip")]
    [InlineData("types-legacy")]
    [InlineData("trained-zip")]
    [InlineData("trained-legacy")]
    public void A_file_cut_short_anywhere_is_refused(string name)
    {
        var bytes = CheckpointFiles.Read(name);

        Assert.All(Enumerable.Range(0, bytes.Length), length => Refusal(bytes[..length]));
    }

    [Fact]
    public void A_changed_weight_in_an_archive_is_found_when_it_is_read()
    {
        var bytes = CheckpointFiles.Read("types-zip");
        var plain = CheckpointFiles.Expected("types-zip").Single(tensor => tensor.Name == "plain").Bytes;
        bytes[bytes.AsSpan().IndexOf(plain) + 5] ^= 1;

        using var checkpoint = Checkpoint.Open(new MemoryStream(bytes));

        Assert.Throws<CheckpointException>(() => checkpoint.Tensors["plain"].ReadBytes());
        Assert.NotEmpty(checkpoint.Tensors["half"].ReadBytes());
    }

    [Theory]
    [InlineData("tar")]
    [InlineData("text")]
    [InlineData("empty")]
    [InlineData("foreign zip")]
    public void A_file_of_another_kind_is_refused(string kind) => Refusal(kind switch
    {
        "tar" => [.. new byte[257], .. "ustar"u8, .. new byte[250]],
        "text" => [.. "<!DOCTYPE html><html>"u8],
        "empty" => [],
        _ => Packed("readme.txt", "hello"u8, CompressionLevel.NoCompression),
    });

    [Fact]
    public void A_compressed_archive_is_refused_before_anything_in_it_grows() => Assert.Contains(
        "compressed",
        Refusal(Packed("archive/data.pkl", new byte[10_000_000], CompressionLevel.SmallestSize)),
        StringComparison.Ordinal);

    [Fact]
    public void A_storage_larger_than_the_file_is_refused_without_memory_for_it()
    {
        var storage = new PickleWriter().Code('}').Text("w").Global("torch._utils", "_rebuild_tensor_v2")
            .Code('(', '(').Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu")
            .Code(0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x10)
            .Code('N', 't', 'Q', 'K', 0, 'K', 1, 0x85, 'K', 1, 0x85, 0x89, ')', 't', 'R', 's');

        var refusal = Refusal(PickleWriter.Checkpoint(storage.End()));

        Assert.Contains("larger than the file", refusal, StringComparison.Ordinal);
    }

    public static TheoryData<string> Loads =>
        ["marks", "texts", "dictionaries", "memo", "copies", "endless", "numbers", "names"];

    /// <summary>Each would take minutes or gigabytes if it were taken at its word.</summary>
    [Theory]
    [MemberData(nameof(Loads))]
    public void A_pickle_made_to_exhaust_ends_within_bounds(string kind)
    {
        var file = PickleWriter.Checkpoint(Exhausting(kind));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refusal(file);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }

    private static byte[] Exhausting(string kind) => kind switch
    {
        "marks" => Repeated(new PickleWriter(), 3_000_000, '('),
        "texts" => new PickleWriter().Code('X', 0xFF, 0xFF, 0xFF, 0xFF).End(),
        "dictionaries" => Repeated(new PickleWriter(), 2_000_000, '}'),
        "memo" => new PickleWriter().Code('}', 'r', 0xFF, 0xFF, 0xFF, 0xFF, 'j', 0xFE, 0xFF, 0xFF, 0xFF).End(),
        "copies" => Repeated(new PickleWriter().Code(']', 'q', 0), 400_000, 'h', 0, 'h', 0, 'a'),
        "endless" => [.. new PickleWriter().End()[..^1], .. Enumerable.Repeat((byte)'N', 20_000_000)],
        "numbers" => Repeated(new PickleWriter(), 10_000, 0x8b, 0xFF, 0xFF, 0xFF, 0x7F),
        _ => Repeated(
            new PickleWriter().Code('}').Text(new string('n', 8_000_000)).Code('q', 1, '0'), 300_000, 'h', 1, 'N', 's'),
    };

    private static byte[] Repeated(PickleWriter start, int count, params ReadOnlySpan<int> codes)
    {
        for (var i = 0; i < count; i++)
        {
            start.Code(codes);
        }

        return start.End();
    }

    private static byte[] Packed(string name, ReadOnlySpan<byte> content, CompressionLevel level)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name, level).Open();
            entry.Write(content);
        }

        return file.ToArray();
    }

    /// <summary>What it is refused with, be it when it is opened or when a tensor is read.</summary>
    private static string Refusal(byte[] file) => Assert.Throws<CheckpointException>(() =>
    {
        using var checkpoint = Checkpoint.Open(new MemoryStream(file));
        foreach (var tensor in checkpoint.Tensors.Values)
        {
            tensor.ReadBytes();
        }
    }).Message;
}
