using Pipeline.Dispatcher.Intake.Sources;

namespace Pipeline.Dispatcher.Tests.Intake;

public sealed class ContainerPathTests
{
    [Theory]
    [InlineData("photos", "photos", "")]
    [InlineData("photos/", "photos", "")]
    [InlineData("photos/shoes/red", "photos", "shoes/red")]
    public void A_container_and_a_prefix_are_told_apart(string text, string container, string prefix) =>
        Assert.Equal(new ContainerPath(container, prefix), ContainerPath.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Photos")]
    [InlineData("photos--2026")]
    [InlineData("-photos")]
    [InlineData("photos.2026/a")]
    public void What_azure_takes_for_no_container_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => ContainerPath.Parse(text));
}
