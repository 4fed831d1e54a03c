namespace Pipeline.Measure.Runs;

/// <summary>Every figure that a picture can be given, in the order of the tables.</summary>
internal static class MetricKinds
{
    public static readonly MetricKind Iou = new(
        "iou", "IoU", "Intersection over union of the pixels with alpha above one half.", 4, GreaterIsBetter: true);

    public static readonly MetricKind UnknownSad = new(
        "unknownSad", "SAD u", "Sum of absolute differences of alpha over the unknown region, in thousands.", 3);

    public static readonly MetricKind UnknownMse = new(
        "unknownMse", "MSE u", "Mean squared difference of alpha over the unknown region.", 5);

    public static readonly MetricKind UnknownGrad = new(
        "unknownGrad", "Grad u", "Squared difference of alpha's gradients over the unknown region, in thousands.", 3);

    public static readonly MetricKind UnknownConn = new(
        "unknownConn", "Conn u", "Difference of connectedness over the unknown region, in thousands.", 3);

    public static readonly MetricKind Sad = new(
        "sad", "SAD", "Sum of absolute differences of alpha over the whole picture, in thousands.", 3);

    public static readonly MetricKind Mse = new(
        "mse", "MSE", "Mean squared difference of alpha over the whole picture.", 5);

    public static readonly MetricKind Grad = new(
        "grad", "Grad", "Squared difference of alpha's gradients over the whole picture, in thousands.", 3);

    public static readonly MetricKind Conn = new(
        "conn", "Conn", "Difference of connectedness over the whole picture, in thousands.", 3);

    public static readonly MetricKind Boundary = new(
        "boundary", "outline px", "Mean symmetric distance of the outlines at alpha one half, in pixels.", 2);

    public static readonly MetricKind BoundaryShare = new(
        "boundaryShare", "outline ‰", "The same in thousandths of the picture's diagonal.", 2);

    public static readonly MetricKind Colour = new(
        "colour", "colour", "Mean error of straight colours over fractional pixels, weighted by alpha, in 8-bit levels.", 2);

    public static readonly MetricKind Composition = new(
        "composition", "on green", "Mean error over pure green in the unknown region, in 8-bit levels.", 2);

    public static readonly IReadOnlyList<MetricKind> All =
    [
        Iou, UnknownSad, UnknownMse, UnknownGrad, UnknownConn, Sad, Mse, Grad, Conn, Boundary, BoundaryShare, Colour,
        Composition,
    ];

    /// <summary>Those of <see cref="All"/> that any of the pictures has.</summary>
    public static IReadOnlyList<MetricKind> In(IEnumerable<PictureScore> pictures)
    {
        var known = pictures.SelectMany(picture => picture.Values.Keys).ToHashSet(StringComparer.Ordinal);
        return [.. All.Where(metric => known.Contains(metric.Id))];
    }
}
