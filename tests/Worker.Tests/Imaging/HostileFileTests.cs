using Pipeline.Contracts;
using Pipeline.Corpus;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Imaging;

/// <summary>Alone, since the memory of the process is looked at.</summary>
[CollectionDefinition(nameof(HostileFileTests), DisableParallelization = true)]
public sealed class HostileFilesAlone;

[Collection(nameof(HostileFileTests))]
[Trait("Category", "Slow")]
public sealed class HostileFileTests
{
    private const long Mebibyte = 1024 * 1024;

    private static readonly CutoutRecipe FirstFrame = new() { FirstFrame = true, InputAlpha = InputAlpha.Respect };

    [Fact]
    public void Each_hostile_file_ends_as_a_photo_or_in_a_typed_failure_with_a_sentence_and_memory_comes_back()
    {
        var files = HostileFiles.All().ToList();
        Assert.True(files.Count >= 300, $"{files.Count} files.");
        Assert.Equal(files.Count, files.DistinctBy(file => file.Name).Count());
        var before = NetVips.Stats.Mem;

        var wrong = files.Select(file => Complaint(file)).OfType<string>().ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(NetVips.Stats.Mem, 0, before + Mebibyte);
    }

    [Fact]
    public void Asked_for_the_first_frame_no_hostile_file_does_more()
    {
        var wrong = HostileFiles.All()
            .Select(file => Complaint(file with { Reason = null }, FirstFrame)).OfType<string>().ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void A_bomb_is_refused_by_its_header_and_no_pixel_has_to_be_there()
    {
        Assert.All(BombFiles.WithoutPixels(), bomb => Assert.Null(Complaint(bomb)));
    }

    private static string? Complaint(HostileFile file, CutoutRecipe? recipe = null)
    {
        try
        {
            using var _ = Decoding.Decode(file.Bytes, recipe);
            return file.Reason is null ? null : $"{file.Name}: decoded, not {file.Reason}";
        }
        catch (JobRejectedException e)
        {
            return (file.Reason is null || e.Reason == file.Reason) && e.Message.EndsWith('.')
                ? null
                : $"{file.Name}: {e.Reason}, not {file.Reason}. {e.Message}";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"{file.Name}: {e.GetType().Name}. {e.Message}";
        }
    }
}
