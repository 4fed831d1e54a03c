using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Dispatcher.Tests.Batches;

public sealed class BatchPlanTests
{
    [Fact]
    public void The_tree_is_mirrored_and_the_ending_becomes_png()
    {
        var plan = BatchPlan.Make([Item("shoes/red.JPG"), Item("v1.2/no-ending.webp")], "cutouts");

        Assert.Equal(["shoes/red.png", "v1.2/no-ending.png"], plan.Photos.Select(p => p.Destination.Name));
        Assert.All(plan.Photos, photo => Assert.Equal("cutouts", photo.Destination.Container));
    }

    [Fact]
    public void Photos_that_would_become_one_file_are_refused_together()
    {
        var refused = Assert.Throws<OutputCollisionException>(() => BatchPlan.Make(
            [Item("a/1.jpg"), Item("a/1.png"), Item("b/1.jpg"), Item("c.jpg"), Item("C.webp")], "cutouts"));

        Assert.Equal(2, refused.Collisions.Count);
        Assert.Equal(["a/1.jpg", "a/1.png"], refused.Collisions[0].Sources);
        Assert.Equal(["c.jpg", "C.webp"], refused.Collisions[1].Sources);
    }

    [Fact]
    public void A_cutout_cannot_stand_where_another_needs_a_folder()
    {
        var refused = Assert.Throws<OutputCollisionException>(() =>
            BatchPlan.Make([Item("x.jpg"), Item("x.png/deep/1.jpg"), Item("y.jpg")], "cutouts"));

        Assert.Equal(["x.jpg", "x.png/deep/1.jpg"], Assert.Single(refused.Collisions).Sources);
    }

    [Fact]
    public void A_name_that_no_store_accepts_is_counted_and_kept_apart()
    {
        var plan = BatchPlan.Make([Item("a.jpg"), IntakeItem.Unusable("new\nline.jpg", "Trouble.")], "cutouts");

        Assert.Equal(2, plan.Count);
        Assert.Equal("Trouble.", Assert.Single(plan.Unusable).Trouble);
    }

    private static IntakeItem Item(string name) => IntakeItem.Of(new BlobRef { Container = "photos", Name = name });
}
