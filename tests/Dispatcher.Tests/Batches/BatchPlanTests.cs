using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Dispatcher.Tests.Batches;

public sealed class BatchPlanTests
{
    private static readonly OutputNames Names = new("cutouts");

    [Fact]
    public void The_tree_is_mirrored_and_the_ending_becomes_png()
    {
        var plan = BatchPlan.Make([Item("shoes/red.JPG"), Item("v1.2/no-ending.webp")], Names);

        Assert.Equal(["shoes/red.png", "v1.2/no-ending.png"], plan.Photos.Select(p => Assert.Single(p.Destinations).Name));
        Assert.All(plan.Photos, photo => Assert.Equal("cutouts", photo.Destinations[0].Container));
    }

    [Fact]
    public void Photos_that_would_become_one_file_are_refused_together()
    {
        var refused = Assert.Throws<OutputCollisionException>(() => BatchPlan.Make(
            [Item("a/1.jpg"), Item("a/1.png"), Item("b/1.jpg"), Item("c.jpg"), Item("C.webp")], Names));

        Assert.Equal(2, refused.Collisions.Count);
        Assert.Equal(["a/1.jpg", "a/1.png"], refused.Collisions[0].Sources);
        Assert.Equal(["c.jpg", "C.webp"], refused.Collisions[1].Sources);
        Assert.Equal("{path}{name}-{source-ext}.{ext}", refused.Template);
    }

    [Fact]
    public void A_cutout_cannot_stand_where_another_needs_a_folder()
    {
        var refused = Assert.Throws<OutputCollisionException>(() =>
            BatchPlan.Make([Item("x.jpg"), Item("x.png/deep/1.jpg"), Item("y.jpg")], Names));

        Assert.Equal(["x.jpg", "x.png/deep/1.jpg"], Assert.Single(refused.Collisions).Sources);
    }

    [Fact]
    public void A_name_that_no_store_accepts_is_counted_and_kept_apart()
    {
        var plan = BatchPlan.Make([Item("a.jpg"), IntakeItem.Unusable("new\nline.jpg", "Trouble.")], Names);

        Assert.Equal(2, plan.Count);
        Assert.Equal(
            new JobOutcome.Failed("new\nline.jpg", FailureReason.SourceUnreadable, "Trouble."),
            Assert.Single(plan.Unusable));
    }

    [Fact]
    public void A_photo_whose_file_would_have_too_long_a_name_fails_alone()
    {
        var photo = new string('x', 251) + ".jpg";
        var names = new OutputNames("cutouts", null, "{name}-large.{ext}", "/out");

        var plan = BatchPlan.Make([Item("a.jpg"), Item(photo)], names);

        Assert.Equal("a.jpg", Assert.Single(plan.Photos).Source.Name);
        var failed = Assert.Single(plan.Unusable);
        Assert.Equal((photo, FailureReason.NameUnusable), (failed.Photo, failed.Reason));
        Assert.Contains("261 bytes", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trimap_is_found_by_the_photos_name_but_for_the_ending()
    {
        var plan = BatchPlan.Make(
            [Item("a.jpg"), Item("shoes/red.v2.jpg")], Names, [Trimap("a.png"), Trimap("shoes/red.v2.webp")]);

        Assert.Equal(["a.png", "shoes/red.v2.webp"], plan.Photos.Select(photo => photo.Trimap!.Name));
        Assert.Empty(plan.UnusedTrimaps);
    }

    [Fact]
    public void A_photo_without_a_trimap_fails_where_trimaps_are_supplied()
    {
        var plan = BatchPlan.Make([Item("a.jpg"), Item("b.jpg"), Item("x/a.jpg")], Names, [Trimap("a.png")]);

        Assert.Equal("a.jpg", Assert.Single(plan.Photos).Source.Name);
        Assert.Equal(
            [("b.jpg", FailureReason.TrimapMissing), ("x/a.jpg", FailureReason.TrimapMissing)],
            plan.Unusable.Select(failed => (failed.Photo, failed.Reason)));
        Assert.All(BatchPlan.Make([Item("a.jpg")], Names).Photos, photo => Assert.Null(photo.Trimap));
    }

    [Fact]
    public void Several_trimaps_of_one_photo_are_refused_and_those_of_no_photo_are_told()
    {
        var refused = Assert.Throws<AmbiguousTrimapsException>(() => BatchPlan.Make(
            [Item("a.jpg"), Item("b.jpg")], Names, [Trimap("a.bmp"), Trimap("a.png"), Trimap("b.png")]));

        Assert.Equal(["a.bmp", "a.png"], Assert.Single(refused.Trimaps).Value);
        Assert.Equal("a.jpg", Assert.Single(refused.Trimaps).Key);

        var plan = BatchPlan.Make(
            [Item("a.jpg")], Names, [Trimap("a.png"), Trimap("old/c.png"), Trimap("old/c.webp")]);
        Assert.Equal(["old/c.png", "old/c.webp"], plan.UnusedTrimaps.Select(trimap => trimap.Name));
    }

    private static BlobRef Trimap(string name) => new() { Container = "trimaps", Name = name };

    private static IntakeItem Item(string name) => IntakeItem.Of(new BlobRef { Container = "photos", Name = name });
}
