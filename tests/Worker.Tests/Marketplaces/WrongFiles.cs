using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Marketplaces;

namespace Pipeline.Worker.Tests.Marketplaces;

/// <summary>For each rule of each marketplace, files with which nothing is wrong but that.</summary>
internal static class WrongFiles
{
    private const string RightGtin = "00012345678905";
    private const string WrongGtin = "00012345678906";

    /// <summary>What a preset makes of a photo that is large enough.</summary>
    public static ProductFile Right(string marketplace)
    {
        var preset = Presets.Find(marketplace)!;
        return new ProductFile
        {
            Width = preset.Canvas!.Width,
            Height = preset.Canvas.Height,
            Fill = 1 - (preset.Margin!.Value.Value / 50),
            Name = marketplace == "walmart" ? RightGtin + ".jpg" : "shoe.jpg",
        };
    }

    /// <exception cref="InvalidOperationException">A measure without a wrong file.</exception>
    public static IEnumerable<ProductFile> Of(Marketplace marketplace, MarketplaceRule rule)
    {
        var right = Right(marketplace.Name);
        return rule switch
        {
            { OneOf.Count: > 0 } => [WrongWord(right, rule)],
            { Measure: RuleMeasure.Readable } => [right with { Kept = 0.6 }],
            { Least: { } least, Most: { } most } =>
                [TooLittle(right, rule, least, marketplace), TooMuch(right, rule, most)],
            { Least: { } least } => [TooLittle(right, rule, least, marketplace)],
            { Most: { } most } => [TooMuch(right, rule, most)],
            _ => throw new InvalidOperationException($"{rule.Id} demands nothing."),
        };
    }

    private static ProductFile WrongWord(ProductFile right, MarketplaceRule rule) => rule.Measure switch
    {
        RuleMeasure.Format when !rule.OneOf.Contains("PNG") => right with { Format = "PNG", Name = "shoe.png" },
        RuleMeasure.Format when !rule.OneOf.Contains("WebP") => right with
        {
            Format = "WebP",
            Name = Path.ChangeExtension(right.Name, "webp"),
        },
        RuleMeasure.Format => right with { Format = "AVIF", Name = "shoe.avif" },
        RuleMeasure.ColourSpace => right with { IsGrey = true },
        RuleMeasure.FileName => right with { Name = WrongGtin + ".jpg" },
        RuleMeasure.Ending => right with { Name = Path.ChangeExtension(right.Name, "png") },
        _ => throw None(rule),
    };

    private static ProductFile TooLittle(
        ProductFile right, MarketplaceRule rule, double least, Marketplace marketplace) => rule.Measure switch
        {
            RuleMeasure.WhiteBackground or RuleMeasure.WhiteOrTransparentBackground
                or RuleMeasure.WhiteOrPhotoBackground => right with { Backdrop = Scalar.All(250) },
            RuleMeasure.Fill => right with { Fill = (least - 2) / 100 },
            RuleMeasure.Margin => right with { Fill = 1 - ((least - 2) / 50) },
            RuleMeasure.LongestSide => Scaled(right, (least - 1) / Math.Max(right.Width, right.Height)),
            RuleMeasure.ShortestSide => Scaled(right, (least - 1) / Math.Min(right.Width, right.Height)),
            RuleMeasure.Width => right with
            {
                Width = (int)least - 1,
                Height = Partner(marketplace, rule, RuleMeasure.Height),
            },
            RuleMeasure.Height => right with
            {
                Width = Partner(marketplace, rule, RuleMeasure.Width),
                Height = (int)least - 1,
            },
            RuleMeasure.Ratio => right with { Height = (int)(right.Width * (least - 0.02)) },
            // One-bit files of today's encoders are palettes, which decode to eight.
            RuleMeasure.BitDepth => right with { Format = "PNG16", Name = Path.ChangeExtension(right.Name, "png") },
            RuleMeasure.Orientation => right with { Orientation = 3 },
            _ => throw None(rule),
        };

    private static ProductFile TooMuch(ProductFile right, MarketplaceRule rule, double most) => rule.Measure switch
    {
        RuleMeasure.Fill => right with { Fill = (most + 2) / 100 },
        RuleMeasure.SidesTouched => right with { Shift = -1 },
        RuleMeasure.OffCentre => right with { Fill = 0.6, Shift = (most + 2) / 100 },
        RuleMeasure.FrameLines => right with { IsPhoto = true, HasFrame = true },
        RuleMeasure.LongestSide or RuleMeasure.Width => right with { Width = (int)most + 1, Height = 800 },
        RuleMeasure.Height => right with { Width = 800, Height = (int)most + 1 },
        RuleMeasure.WidthPlusHeight => right with { Width = (int)most - 999, Height = 1000 },
        RuleMeasure.Megapixels => right with { Width = 65_000, Height = (int)(most * 1e6 / 65_000) + 1 },
        RuleMeasure.Ratio => right with { Height = (int)(right.Width * (most + 0.02)) },
        RuleMeasure.Bytes => right with { Padded = (long)most + 1 },
        RuleMeasure.Frames => right with { Format = "GIF2", Name = "shoe.gif" },
        RuleMeasure.BitDepth => right with { Format = "PNG16", Name = Path.ChangeExtension(right.Name, "png") },
        RuleMeasure.Orientation => right with { Orientation = 3 },
        _ => throw None(rule),
    };

    private static ProductFile Scaled(ProductFile right, double by) => right with
    {
        Width = (int)Math.Round(right.Width * by),
        Height = (int)Math.Round(right.Height * by),
    };

    /// <summary>The other side as the same marketplace, as strongly, wants it.</summary>
    private static int Partner(Marketplace marketplace, MarketplaceRule rule, RuleMeasure side) =>
        (int)marketplace.Rules.Single(r => r.Measure == side && r.Strength == rule.Strength && r.Least > 0).Least!;

    private static InvalidOperationException None(MarketplaceRule rule) =>
        new($"No wrong file is drawn for {rule.Id} ({rule.Measure}).");
}
