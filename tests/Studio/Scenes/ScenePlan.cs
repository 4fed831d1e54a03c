using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Scenes;

/// <summary>
/// What a random scene will be, before anything is built: cheap, so that scenes can be looked for by trait. The mix is
/// a catalogue's: most backgrounds plain, each difficulty in about a tenth of the pictures.
/// </summary>
internal sealed record ScenePlan
{
    private static readonly (string Kind, int Weight)[] Kinds =
    [
        ("white", 21), ("gradient", 12), ("vignette", 8), ("paper", 10), ("black", 9),
        ("wood", 11), ("fabric", 9), ("stone", 9), ("clutter", 11),
    ];

    public required int Seed { get; init; }

    public required IReadOnlyList<Product> Products { get; init; }

    public required string Kind { get; init; }

    public Tone Tone { get; init; }

    public bool Moves { get; init; }

    public bool Shallow { get; init; }

    public bool Reflects { get; init; }

    public bool Noisy { get; init; }

    /// <summary>Cut off by the bottom edge.</summary>
    public bool Cropped { get; init; }

    /// <summary>In the order of <see cref="Scenes.Traits.All"/>.</summary>
    public IReadOnlyList<string> Traits
    {
        get
        {
            var own = Products.SelectMany(product => product.Traits).ToHashSet(StringComparer.Ordinal);
            Add(Tone == Tone.White && Kind == "white", Scenes.Traits.WhiteOnWhite);
            Add(Tone == Tone.Black && Kind == "black", Scenes.Traits.BlackOnBlack);
            Add(Products.Count > 1, Scenes.Traits.Several);
            Add(Moves, Scenes.Traits.MotionBlur);
            Add(Shallow, Scenes.Traits.ShallowFocus);
            Add(Reflects, Scenes.Traits.Reflection);
            Add(Noisy, Scenes.Traits.Noise);
            Add(Cropped, Scenes.Traits.Cropped);
            return [.. Scenes.Traits.All.Where(own.Contains)];

            void Add(bool has, string trait)
            {
                if (has)
                {
                    own.Add(trait);
                }
            }
        }
    }

    public static ScenePlan Draw(int seed)
    {
        var random = new Random((int)(Noise.Hash((uint)seed) >> 1));
        var kind = Pick(random, Kinds, k => k.Weight).Kind;
        var tone = ToneFor(kind, random);
        var choice = Catalogue.Products.Where(p => p.Paintable || tone == Tone.Coloured).ToArray();
        var count = random.Next(100) switch { < 84 => 1, < 94 => 2, _ => 3 };
        return new ScenePlan
        {
            Seed = seed,
            Kind = kind,
            Tone = tone,
            Products = [.. Enumerable.Range(0, count).Select(_ => Pick(random, choice, p => p.Weight))],
            Moves = random.Next(100) < 9,
            Shallow = random.Next(100) < 10,
            Reflects = random.Next(100) < 20 && kind is not ("fabric" or "stone" or "vignette"),
            Noisy = random.Next(100) < 12,
            Cropped = random.Next(100) < 6,
        };
    }

    private static Tone ToneFor(string kind, Random random) => (kind, random.Next(100)) switch
    {
        ("white", < 48) => Tone.White,
        ("black", < 92) => Tone.Black,
        ("white" or "black", _) => Tone.Coloured,
        (_, < 8) => Tone.White,
        (_, > 91) => Tone.Black,
        _ => Tone.Coloured,
    };

    private static T Pick<T>(Random random, IReadOnlyList<T> from, Func<T, int> weight)
    {
        var left = random.Next(from.Sum(weight));
        var i = 0;
        while (left >= weight(from[i]))
        {
            left -= weight(from[i++]);
        }

        return from[i];
    }
}
