using System.IO.Compression;
using Pipeline.Corpus;
using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Models.Checkpoints;

public sealed class CheckpointTests
{
    public static TheoryData<string> Valid => [.. CheckpointFiles.Valid];

    [Theory]
    [MemberData(nameof(Valid))]
    public void Every_tensor_has_the_type_the_shape_and_the_numbers_that_were_saved(string name)
    {
        var expected = CheckpointFiles.Expected(name);

        using var checkpoint = Open(CheckpointFiles.Read(name));

        Assert.Equal(expected.Select(tensor => tensor.Name).Order(), checkpoint.Tensors.Keys.Order());
        Assert.All(expected, tensor =>
        {
            var read = checkpoint.Tensors[tensor.Name];
            Assert.Equal(tensor.Type, read.Element.ToString().ToLowerInvariant());
            Assert.Equal(tensor.Shape, read.Shape);
            Assert.Equal(tensor.Bytes, read.ReadBytes());
        });
    }

    [Theory]
    [InlineData("trained-zip")]
    [InlineData("trained-legacy")]
    public void Numbers_and_texts_beside_the_tensors_are_notes(string name)
    {
        using var checkpoint = Open(CheckpointFiles.Read(name));

        Assert.Equal(
            new Dictionary<string, object>
            {
                ["epoch"] = 30L,
                ["name"] = "m2o",
                ["measure"] = 0.046,
                ["step"] = -7L,
                ["best"] = true,
                ["rate"] = 0.5,
            },
            checkpoint.Notes);
    }

    [Fact]
    public void Halves_and_brain_floats_and_whole_numbers_become_single_precision()
    {
        using var checkpoint = Open(CheckpointFiles.Read("types-zip"));

        float[] thirds = [0, 1 / 3f, 2 / 3f, 1, 4 / 3f];
        Assert.Equal(thirds, checkpoint.Tensors["half"].ReadFloats(), (a, b) => Math.Abs(a - b) < 1e-3f);
        Assert.Equal(thirds, checkpoint.Tensors["brain"].ReadFloats(), (a, b) => Math.Abs(a - b) < 5e-3f);
        Assert.Equal(thirds, checkpoint.Tensors["double"].ReadFloats());
        Assert.Equal([-300, 5], checkpoint.Tensors["short"].ReadFloats());
        Assert.Equal([-3, 5], checkpoint.Tensors["char"].ReadFloats());
        Assert.Equal([250, 5], checkpoint.Tensors["byte"].ReadFloats());
        Assert.Equal([1, 0, 1], checkpoint.Tensors["bool"].ReadFloats());
    }

    [Fact]
    public void Weights_saved_on_a_graphics_card_are_read_like_others()
    {
        var bytes = CheckpointFiles.Read("types-legacy");
        bytes = Replace(bytes, "ctorch\nFloatStorage\n"u8, "ctorch.cuda\nFloatStorage\n"u8);
        bytes = Replace(bytes, "X\u0003\0\0\0cpu"u8, "X\u0006\0\0\0cuda:0"u8);

        using var checkpoint = Open(bytes);

        var expected = CheckpointFiles.Expected("types-legacy").Single(tensor => tensor.Name == "plain");
        Assert.Equal(expected.Bytes, checkpoint.Tensors["plain"].ReadBytes());
    }

    [Theory]
    [InlineData("tiny_zip.pth")]
    [InlineData("tiny_legacy.pth")]
    public void The_oracles_small_checkpoints_are_read_bit_for_bit(string name)
    {
        using var archive = ZipFile.OpenRead(SharedFolder.Require("oracle/tiny_expected.npz"));
        using var checkpoint = Checkpoint.Open(SharedFolder.Require($"oracle/{name}"));

        Assert.Equal(archive.Entries.Count, checkpoint.Tensors.Count);
        Assert.All(archive.Entries, entry =>
        {
            using var stream = new MemoryStream();
            using var content = entry.Open();
            content.CopyTo(stream);
            var expected = NumpyFile.Parse(stream.ToArray());
            var read = checkpoint.Tensors[Path.GetFileNameWithoutExtension(entry.Name)];
            Assert.Equal(expected.Shape, read.Shape);
            Assert.Equal(expected.Bytes, read.ReadBytes());
        });
    }

    [Fact]
    public void The_oracles_trained_checkpoint_has_every_listed_tensor()
    {
        var listed = File.ReadLines(SharedFolder.Require("oracle/indexnet_state_dict.txt"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))
            .Select(row => $"{row[0]} {row[1]} {row[2].Replace("scalar", "", StringComparison.Ordinal)}");

        using var checkpoint = Checkpoint.Open(SharedFolder.Require("oracle/indexnet_random_legacy.pth.tar"));

        Assert.Equal(CheckpointFormat.Legacy, checkpoint.Format);
        Assert.Equal(
            listed.Order(),
            checkpoint.Tensors.Select(tensor => string.Concat(
                $"{tensor.Key} {tensor.Value.Element.ToString().ToLowerInvariant()} ",
                string.Join('x', tensor.Value.Shape))).Order());
    }

    private static Checkpoint Open(byte[] bytes) => Checkpoint.Open(new MemoryStream(bytes));

    private static byte[] Replace(byte[] bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> fresh)
    {
        var at = bytes.AsSpan().IndexOf(old);
        Assert.True(at >= 0);
        return [.. bytes[..at], .. fresh, .. bytes[(at + old.Length)..]];
    }
}
