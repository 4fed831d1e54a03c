using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;
using Pipeline.Studio.Objects;

namespace Pipeline.Studio.Scenes;

/// <summary>All products.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyList<Product> Products =
    [
        new("mug", 10, [Traits.Holes], true, p => Mug(p).Build()),
        new("bottle", 12, [], true, p => new Bottle
        {
            Glass = p.Coat(), Cap = p.Coat(), Paper = p.Like(0xF1EBDD), Radius = 0.42f + 0.14f * p.Random.NextSingle(),
        }.Build()),
        new("headphones", 8, [Traits.Holes], true, p => new Headphones { Shell = p.Coat(), Leather = p.Coat() }.Build()),
        new("lamp", 6, [Traits.Thin], true, p => new Lamp { Paint = p.Coat() }.Build()),
        new("plant", 8, [Traits.Thin], false, p => new Plant
        {
            Pot = p.Coat(), Leaves = 14 + p.Random.Next(12), Seed = p.Random.Next(),
        }.Build()),
        new("chair", 8, [Traits.Holes], true, p => new Chair
        {
            Light = p.Like(0xD9A566), Dark = p.Like(0x8A5426), Spindles = 5 + p.Random.Next(4),
        }.Build()),
        new("plush", 10, [Traits.Fur], true, p => new FurToy
        {
            Coat = p.Coat(), Length = 0.16f + 0.16f * p.Random.NextSingle(), Seed = p.Random.Next(),
        }.Build()),
        new("wig", 5, [Traits.Hair], true, p => new Wig
        {
            Hair = p.Like(0x7A4A22), Skin = p.Like(0xD8C3B0), Length = 0.5f + 0.6f * p.Random.NextSingle(),
            Curl = p.Random.NextSingle(), Seed = p.Random.Next(),
        }.Build()),
        new("brush", 3, [Traits.Hair], true, p => Brush(p, 0.2f * p.Random.NextSingle())),
        new("duster", 3, [Traits.Hair], true, p => Brush(p, 0.7f + 0.3f * p.Random.NextSingle())),
        new("whisk", 4, [Traits.Thin, Traits.Holes], false, p => new Whisk
        {
            Grip = p.Coat(), Wires = 8 + 2 * p.Random.Next(4), Thickness = 0.009f + 0.006f * p.Random.NextSingle(),
        }.Build()),
        new("wheel", 3, [Traits.Thin, Traits.Holes], false, p => new Wheel
        {
            Rim = p.Coat(), Spokes = 20 + 4 * p.Random.Next(4),
        }.Build()),
        new("basket", 4, [Traits.Thin, Traits.Holes], true, p => new Basket
        {
            Paint = p.Coat(), Bars = 16 + p.Random.Next(12), Hoops = 3 + p.Random.Next(4),
        }.Build()),
        new("lace", 8, [Traits.Lace, Traits.Holes], true, p => new Lace
        {
            Thread = p.Like(0xEFE9DC), Frame = p.Like(0x5A3A22), Cell = 0.13f + 0.08f * p.Random.NextSingle(),
            Thickness = 0.011f + 0.009f * p.Random.NextSingle(), Seed = p.Random.Next(1000),
        }.Build()),
        new("tumbler", 3, [Traits.Glass], false, p => Glassware(p, "tumbler")),
        new("goblet", 3, [Traits.Glass], false, p => Glassware(p, "goblet")),
        new("vase", 4, [Traits.Glass, Traits.Thin], false, p => Glassware(p, "vase")),
        new("steaming-mug", 5, [Traits.Smoke, Traits.Holes], true, SteamingMug),
        new("incense", 4, [Traits.Smoke, Traits.Thin], false, p => new Incense
        {
            Dish = p.Coat(), Density = 6 + 8 * p.Random.NextSingle(),
            Tint = new Vector3(0.2f + 0.65f * p.Random.NextSingle()), Seed = p.Random.Next(10000),
        }.Build()),
    ];

    private static Mug Mug(Paint p)
    {
        var glaze = p.Coat();
        return new Mug { Glaze = glaze, Clay = p.Like(0xB98F6A), Height = 1.4f + 0.6f * p.Random.NextSingle() };
    }

    private static Model Brush(Paint p, float softness) => new Brush
    {
        Handle = p.Coat(),
        Bristle = p.Like(0x4B3626),
        Tip = p.Like(0xC9BBA4),
        Softness = softness,
        Seed = p.Random.Next(),
    }.Build();

    private static Model Glassware(Paint p, string kind)
    {
        var tinted = p.Random.Next(3) == 0;
        var tint = tinted ? Paint.Vivid(p.Random) : new Vector3(0.3f, 0.38f, 0.36f);
        var drink = p.Random.Next(2) == 0 ? Paint.Vivid(p.Random) : new Vector3(0.75f);
        return new Glassware
        {
            Kind = kind,
            Glass = new Glass(tint, tinted ? 4 + 6 * p.Random.NextSingle() : 0.9f),
            Drink = kind == "vase" || p.Random.Next(2) == 0
                ? new Glass(drink, 0.25f + 1.2f * p.Random.NextSingle())
                : null,
            Seed = p.Random.Next(),
        }.Build();
    }

    private static Model SteamingMug(Paint p)
    {
        var mug = Mug(p);
        return mug.Build().Add(new Plume
        {
            Foot = new Vector3(0, mug.Height * 0.86f, 0),
            Height = 1 + 0.5f * p.Random.NextSingle(),
            Radius = 0.26f + 0.1f * p.Random.NextSingle(),
            Density = 2 + 4 * p.Random.NextSingle(),
            Tint = new Vector3(0.62f + 0.3f * p.Random.NextSingle()),
            Seed = p.Random.Next(10000),
        }.Build());
    }
}
