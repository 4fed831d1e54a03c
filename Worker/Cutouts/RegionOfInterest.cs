using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Renditions;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// The part of a photo in which the recipe says the subject lies, and the areas that it says are subject. The chain
/// works on the part as if it were the photo; everything around it is background.
/// </summary>
internal sealed class RegionOfInterest : IDisposable
{
    private readonly CutoutRecipe _recipe;
    private readonly Rect _area;
    private readonly Rect[] _keep;

    /// <exception cref="JobRejectedException">An area of the recipe lies outside the photo.</exception>
    public RegionOfInterest(Photo whole, CutoutRecipe recipe)
    {
        (Whole, _recipe) = (whole, recipe);
        _area = recipe.Region is { } region ? InPixels(region) : new Rect(default, whole.Size);
        _keep = [.. recipe.Keep.Select(InPixels).Select(InPart).Where(area => area.Width > 0)];
        Part = IsWhole ? whole : PartOf(whole);
    }

    public Photo Whole { get; }

    /// <summary>What the chain looks at; the photo itself when the recipe names no region.</summary>
    public Photo Part { get; }

    /// <summary>Whether some of the photo is known to be subject beforehand.</summary>
    public bool KeepsAny => _keep.Length > 0;

    private bool IsWhole => _area.Size == Whole.Size;

    /// <summary>Cuts a trimap of the whole photo to the part.</summary>
    public Trimap Cut(Trimap whole)
    {
        if (IsWhole)
        {
            return whole;
        }

        using (whole)
        {
            using var part = new Mat(whole.Plane, _area);
            return new Trimap(part.Clone());
        }
    }

    /// <summary>The part of the photo's own alpha as its matte.</summary>
    /// <exception cref="InvalidOperationException">The photo has none.</exception>
    public AlphaMatte CutAlpha()
    {
        using var part = new Mat(Whole.Alpha ?? throw new InvalidOperationException("The photo has no alpha."), _area);
        return new AlphaMatte(part.Clone());
    }

    /// <summary>Makes what the recipe keeps foreground.</summary>
    public Trimap Keep(Trimap trimap)
    {
        if (!KeepsAny)
        {
            return trimap;
        }

        using (trimap)
        {
            var plane = trimap.Plane.Clone();
            foreach (var area in _keep)
            {
                plane[area].SetTo(new Scalar(Trimap.Foreground));
            }

            return new Trimap(plane) { Hint = trimap.Hint };
        }
    }

    /// <summary>Back to the whole photo's size, transparent around the part. Takes the matte over.</summary>
    public AlphaMatte Widened(AlphaMatte part) => IsWhole ? part : new AlphaMatte(Widened(part.Plane));

    /// <summary>What renditions are made from, at the whole photo's size.</summary>
    /// <param name="mask">Of the part, or null.</param>
    /// <param name="trimap">Of the part.</param>
    /// <param name="alpha">Of the whole photo.</param>
    public CutoutPlanes ToPlanes(SegmentationMask? mask, Trimap trimap, AlphaMatte alpha) => new(Whole, alpha)
    {
        Mask = Asked(RenditionChannels.Mask) && mask is not null ? Widened(ToBytes(mask.Probability)) : null,
        Trimap = Asked(RenditionChannels.Trimap) ? Widened(trimap.Plane.Clone()) : null,
    };

    /// <summary>Not the photo, which belongs to whoever decoded it.</summary>
    public void Dispose()
    {
        if (!IsWhole)
        {
            Part.Dispose();
        }
    }

    private bool Asked(RenditionChannels channels) => _recipe.Renditions.Any(r => r.Channels == channels);

    /// <summary>Takes the plane over.</summary>
    private Mat Widened(Mat part)
    {
        if (IsWhole)
        {
            return part;
        }

        using (part)
        {
            var whole = new Mat(Whole.Height, Whole.Width, MatType.CV_8UC1, Scalar.All(0));
            using var inner = new Mat(whole, _area);
            part.CopyTo(inner);
            return whole;
        }
    }

    /// <summary>Probabilities are stretched first and rounded then.</summary>
    private Mat ToBytes(Mat probability)
    {
        using var stretched = new Mat();
        Cv2.Resize(probability, stretched, Part.Size, interpolation: InterpolationFlags.Linear);
        var bytes = new Mat();
        stretched.ConvertTo(bytes, MatType.CV_8UC1, 255);
        return bytes;
    }

    private Photo PartOf(Photo whole)
    {
        using var view = new Mat(whole.Pixels, _area);
        return new Photo(view.Clone());
    }

    private Rect InPixels(PictureArea area)
    {
        var left = (int)Math.Round(area.Left.Of(Whole.Width));
        var top = (int)Math.Round(area.Top.Of(Whole.Height));
        var right = Math.Min(Whole.Width, (int)Math.Round(left + area.Width.Of(Whole.Width)));
        var bottom = Math.Min(Whole.Height, (int)Math.Round(top + area.Height.Of(Whole.Height)));
        return right > left && bottom > top
            ? new Rect(left, top, right - left, bottom - top)
            : throw new JobRejectedException(
                FailureReason.AreaOutside,
                $"The area {area} of --roi or --keep holds no pixel of a photo of {Whole.Width} × {Whole.Height}.");
    }

    /// <summary>Relative to the part, and cut off where it ends.</summary>
    private Rect InPart(Rect area)
    {
        var inside = area & _area;
        return new Rect(inside.X - _area.X, inside.Y - _area.Y, inside.Width, inside.Height);
    }
}
