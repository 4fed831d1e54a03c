using System.Text.Json;
using NetVips;
using Pipeline.Studio.Scenes;

namespace Pipeline.Studio.Tests;

public sealed class RenderCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("studio").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Scene_list_tells_what_the_pictures_show()
    {
        var code = RenderCommand.Run(_folder, new Arguments(
            ["--count", "3", "--seed", "40", "--size", "32x24", "--samples", "2", "--only", "thin,holes"]));

        Assert.Equal(0, code);
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "scenes.json")));
        var scenes = list.RootElement.EnumerateArray().ToArray();
        Assert.Equal(3, scenes.Length);
        Assert.All(scenes, scene =>
        {
            var plan = ScenePlan.Draw(scene.GetProperty("seed").GetInt32());
            Assert.Equal(plan.Products.Select(p => p.Name), Words(scene, "objects"));
            Assert.Equal(plan.Traits, Words(scene, "traits"));
            Assert.Contains(Words(scene, "traits"), trait => trait is Traits.Thin or Traits.Holes);
            Assert.Equal(plan.Kind, scene.GetProperty("background").GetString());
            Assert.Equal((32, 24), (scene.GetProperty("width").GetInt32(), scene.GetProperty("height").GetInt32()));
            Assert.Equal((32, 24, 3), Shape("images", scene.GetProperty("file").GetString()!));
            Assert.Equal((32, 24, 1), Shape("alpha", scene.GetProperty("name").GetString() + ".png"));
            Assert.Equal((32, 24, 3), Shape("foreground", scene.GetProperty("name").GetString() + ".png"));
        });
    }

    [Theory]
    [InlineData("--only", "feathers")]
    [InlineData("--kind", "beach")]
    [InlineData("--size", "8x8")]
    [InlineData("--samples", "3")]
    [InlineData("--colour", "red")]
    public void Wrong_option_is_refused(string name, string value)
    {
        Assert.Throws<ArgumentException>(() => RenderCommand.Run(_folder, new Arguments([name, value])));
    }

    private static IEnumerable<string?> Words(JsonElement scene, string property) =>
        scene.GetProperty(property).EnumerateArray().Select(word => word.GetString());

    private (int Width, int Height, int Bands) Shape(string kind, string file)
    {
        using var image = Image.NewFromFile(Path.Combine(_folder, kind, file));
        return (image.Width, image.Height, image.Bands);
    }
}
