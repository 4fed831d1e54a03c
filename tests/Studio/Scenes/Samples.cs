using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;
using Pipeline.Studio.Objects;
using Pipeline.Studio.Rendering;

namespace Pipeline.Studio.Scenes;

/// <summary>The committed sample photographs.</summary>
internal static class Samples
{
    /// <summary>Camera samples per pixel are the square of this.</summary>
    public const int Side = 4;

    public static readonly IReadOnlyList<Sample> All =
    [
        new("mug.jpg", 900, 720, () => Take(
            "mug", new Mug().Build(), 900, 720, -0.5f, new Shot(0, 17, 24, 0.84f)) with
        {
            Backdrop = Backdrops.Gradient(Colour.Hex(0xE6E5E2), Colour.Hex(0xB4B6BA)),
            Lights = Lighting.KeyAndFill(-1, 1.6f),
        }),
        new("chair.jpg", 720, 960, () => Take(
            "chair", new Chair().Build(), 720, 960, 0.62f, new Shot(0, 14, 22, 0.95f)) with
        {
            Backdrop = Backdrops.White(),
            Lights = Lighting.KeyAndFill(-1, 2),
        }, Turned: true),
        new("lamp.png", 640, 640, () => Take(
            "lamp", new Lamp().Build(), 640, 640, 0.3f, new Shot(0, 8, 22, 0.92f)) with
        {
            Backdrop = Backdrops.Paper(Colour.Hex(0xE2A93B)),
            Lights = Lighting.KeyAndFill(1, 1.8f),
            Exposure = 1.15f,
            SensorNoise = 0,
        }),
        new("plush.jpg", 900, 900, () => Take(
            "plush", new FurToy().Build(), 900, 900, -0.25f, new Shot(0, 10, 24, 0.88f)) with
        {
            Backdrop = Backdrops.Glow(Colour.Hex(0xB98A6B), "vignette", 1.4f, 0.8f),
            Lights = Lighting.KeyAndFill(-1, 1.5f, 0.06f),
            Room = new Vector3(0.28f, 0.26f, 0.24f),
            Vignette = 0.4f,
            Exposure = 1.45f,
        }),
        new("plant.webp", 760, 960, () => Take(
            "plant", new Plant().Build(), 760, 960, 0, new Shot(0, 16, 24, 1.06f)) with
        {
            Backdrop = Backdrops.Paper(Colour.Hex(0xC9CFC6)),
            Lights = Lighting.KeyAndFill(1, 1.4f),
            Exposure = 1.3f,
        }),
        new("bath/bottle.jpg", 720, 900, () => Take(
            "bottle", new Bottle().Build(), 720, 900, -0.15f, new Shot(0, 31, 20, 0.86f)) with
        {
            Backdrop = Backdrops.WoodTable(Colour.Hex(0xC9A074), Colour.Hex(0x94653B), new Vector3(0.3f)),
            Lights = Lighting.KeyAndFill(-1, 1.4f, 0.04f),
        }),
        new("audio/headphones.jpg", 900, 900, () => Take(
            "headphones", new Headphones().Build(), 900, 900, 0.5f, new Shot(0, 12, 24, 0.9f)) with
        {
            Backdrop = Backdrops.Paper(Colour.Hex(0x8FA7A6)),
            Lights = Lighting.Tent(),
        }),
    ];

    private static Scene Take(string name, Model model, int width, int height, float yaw, Shot shot)
    {
        var subject = new Body([model.At(new Pose(Vector3.Zero, yaw))]);
        return new Scene
        {
            Objects = [name],
            Subject = subject,
            Backdrop = Backdrops.White(),
            Camera = shot.Of(subject, width, height),
            Lights = Lighting.Tent(),
            Seed = (uint)name.Length * 977 + name[0],
        };
    }
}
