using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Rendering;
using Pipeline.Studio.Scenes;

namespace Pipeline.Studio.Tests;

/// <summary>Small plain pictures of one model on white.</summary>
internal static class Photograph
{
    public const int Size = 80;

    private static readonly Quality Quick = Quality.Measuring(2);

    public static Scene Scene(Model model)
    {
        var subject = new Body([model], gridded: true);
        return new Scene
        {
            Objects = ["model"],
            Subject = subject,
            Backdrop = Backdrops.White(),
            Camera = new Shot(0, 12, 24, 0.9f).Of(subject, Size, Size),
            Lights = Lighting.Tent(),
        };
    }

    public static Model Standing(Model model, float yaw = 0) => model.At(new Pose(Vector3.Zero, yaw));

    public static Frame Take(Scene scene) => new Renderer(scene, Quick).Render(Size, Size);

    /// <summary>A scene that random scenes make, the first from seed 1 on with the trait.</summary>
    public static ScenePlan First(string trait) => RandomScenes.From(1, [trait], []).First();

    public static Frame Take(ScenePlan plan, int size) =>
        new Renderer(RandomScenes.Make(plan, size, size), Quick).Render(size, size);

    /// <summary>Pixels that are covered in part.</summary>
    public static int Soft(Frame frame) => frame.Alpha.Count(a => a is > 0 and < 255);
}
