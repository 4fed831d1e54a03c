using Pipeline.Contracts;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Measure.Quality;

/// <summary>The chain <c>standard</c>, whole or with one part left out.</summary>
/// <param name="Without">One of <see cref="Parts"/>; null: the whole chain.</param>
internal sealed record ChainVariant(string? Without = null)
{
    /// <summary>In place of a part's name: each in turn.</summary>
    public const string All = "all";

    private const string Mirror = "mirror", Refiner = "refiner", Matting = "matting", Residue = "residue";

    /// <summary>What can be left out.</summary>
    public static readonly IReadOnlyList<string> Parts = [Mirror, Refiner, Matting, Residue];

    public string Name => Without is null ? "whole" : $"without {Without}";

    /// <summary>The whole chain, and one for each part that is named, in the order of <see cref="Parts"/>.</summary>
    /// <param name="parts">Of <see cref="Parts"/>, or <see cref="All"/>.</param>
    public static IReadOnlyList<ChainVariant> With(IReadOnlyCollection<string> parts) =>
    [
        new(),
        .. Parts.Where(part => parts.Contains(part) || parts.Contains(All)).Select(part => new ChainVariant(part)),
    ];

    /// <summary>The product's own chain when it is the whole one.</summary>
    public CutoutChain Make(ChainParts parts) => Without is null ? StandardChain.Make(parts) : Rebuild(parts);

    /// <summary>The chain put together here: the same as the product's when nothing is left out, which a test checks.</summary>
    internal CutoutChain Rebuild(ChainParts parts)
    {
        var segmenter = new StandardSegmenter(parts.Networks)
        {
            Mirror = Without != Mirror,
            Refine = Without != Refiner,
        };
        IAlphaMatter matter = Without == Matting ? new MaskMatter(segmenter) : new ColourModelMatter(parts.Matting);
        return new CutoutChain(
            new ChainRef { Name = StandardChain.Name, Digest = Name },
            parts.Decoder,
            segmenter,
            new TrimapGenerator(parts.Trimap),
            parts.TrimapReader,
            Without == Residue ? matter : new ResidueFreeMatter(matter),
            parts.Quality,
            new MultilevelForeground(parts.Foreground),
            parts.Maker);
    }
}
