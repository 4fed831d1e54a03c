namespace Pipeline.Worker.Segmentation;

/// <summary>
/// What a plain backdrop says of each pixel: log odds of being subject from the distance to the backdrop's surface.
/// What is only darker may be shadow, above all where no hard edge lies between it and the frame.
/// </summary>
internal sealed class BackdropEvidence
{
    /// <summary>So many spreads off the surface a pixel is as likely subject as background.</summary>
    private const float SurelyOff = 4;

    /// <summary>No shadow makes a backdrop lighter, so what is lighter counts for more.</summary>
    private const float LighterWeight = 2;

    private const float EvidencePerE = 3;
    private const float MostEvidence = 4;

    /// <summary>
    /// Sharpness in ΔE per pixel up to which an edge is a shadow's, and from which it is an object's.
    /// </summary>
    private const float SoftOutline = 0.3f, HardOutline = 0.6f;

    /// <summary>Shares of its darkness that a shadow with a hard and with a soft edge is forgiven.</summary>
    private const float HardShadow = 0.25f, SoftShadow = 0.95f;

    /// <summary>ΔE that any softly edged shadow, and that a softly edged pool of light, is forgiven.</summary>
    private const float FaintShadow = 5, FaintLight = 5;

    /// <summary>Share of lightness that even deep shadows keep: below the one hardly, below the other never.</summary>
    private const float Deep = 0.6f, Deepest = 0.4f;

    /// <summary>Light of another colour fills a shadow: so much to the side per ΔE of darkness.</summary>
    private const float ShadowTint = 0.15f;

    private readonly BackgroundSurface _surface;
    private readonly float[] _reach;

    private BackdropEvidence(WorkingPicture picture, BackgroundSurface surface, SoftReach paths)
    {
        _surface = surface;
        _reach = paths.From(surface.Frame, [.. Enumerable.Range(0, picture.Count).Select(PathDarkness)]);
    }

    /// <returns>Natural log odds, per pixel; of use where the backdrop is plain.</returns>
    public static float[] Of(WorkingPicture picture, BackgroundSurface surface, SoftReach paths)
    {
        var evidence = new BackdropEvidence(picture, surface, paths);
        return [.. Enumerable.Range(0, picture.Count).Select(evidence.At)];
    }

    private float At(int pixel)
    {
        var (darker, aside) = _surface.Offset(pixel);
        var soft = Math.Clamp((HardOutline - _reach[pixel]) / (HardOutline - SoftOutline), 0, 1);
        if (darker <= 0)
        {
            darker = LighterWeight * MathF.Min(0, darker + (soft * FaintLight));
        }
        else
        {
            soft *= Math.Clamp((_surface.Remaining(pixel, darker) - Deepest) / (Deep - Deepest), 0, 1);
            var forgiven = HardShadow + (soft * (SoftShadow - HardShadow));
            aside -= MathF.Min(aside, soft * ShadowTint * darker);
            darker -= MathF.Max(MathF.Min(darker, soft * FaintShadow), forgiven * darker);
        }

        var off = MathF.Sqrt((darker * darker) + (aside * aside));
        return Math.Clamp(
            EvidencePerE * MathF.Log((off + 0.1f) / (float)(SurelyOff * _surface.FrameSpread)), -MostEvidence, MostEvidence);
    }

    /// <summary>ΔE by which a pixel is darker than the surface, NaN where it can be no shadow.</summary>
    private float PathDarkness(int pixel)
    {
        var (darker, aside) = _surface.Offset(pixel);
        var tolerance = SurelyOff * (float)_surface.FrameSpread;
        return darker > -MathF.Max(tolerance, 2 * FaintLight) && _surface.Remaining(pixel, darker) > Deepest
            && aside < tolerance + (ShadowTint * MathF.Max(0, darker)) ? MathF.Max(0, darker) : float.NaN;
    }
}
