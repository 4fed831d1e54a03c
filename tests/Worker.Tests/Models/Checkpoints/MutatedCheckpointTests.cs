using Pipeline.Corpus;
using Pipeline.Worker.Models.Checkpoints;

namespace Pipeline.Worker.Tests.Models.Checkpoints;

public sealed class MutatedCheckpointTests
{
    private const int Files = 2000;

    /// <summary>Ten thousand of them, with time and memory: <c>tests/measure checkpoint-fuzz</c>.</summary>
    [Fact]
    public void A_damaged_file_is_refused_or_read_in_full()
    {
        var mutator = new CheckpointMutator(seed: 11);
        var outcomes = Enumerable.Range(0, Files).Select(mutator.Make).CountBy(Outcome).ToDictionary();

        // Both happen often; otherwise the damage is not where it tells.
        Assert.True(outcomes["read"] > Files / 20);
        Assert.True(outcomes["refused"] > Files / 4);
    }

    private static string Outcome(MutatedCheckpoint file)
    {
        try
        {
            using var checkpoint = Checkpoint.Open(new MemoryStream(file.Bytes));
            var read = checkpoint.Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.ReadBytes());
            AssertRight(file, checkpoint, read);
            return "read";
        }
        catch (CheckpointException)
        {
            return "refused";
        }
    }

    private static void AssertRight(MutatedCheckpoint file, Checkpoint checkpoint, Dictionary<string, byte[]> read)
    {
        Assert.All(checkpoint.Tensors, tensor =>
            Assert.Equal(tensor.Value.Count * tensor.Value.Element.Size(), read[tensor.Key].Length));
        if (file.IsSealed)
        {
            var expected = CheckpointFiles.Expected(file.From);
            Assert.Equal(expected.Count, read.Count);
            Assert.All(expected, tensor => Assert.Equal(tensor.Bytes, read[tensor.Name]));
        }
    }
}
