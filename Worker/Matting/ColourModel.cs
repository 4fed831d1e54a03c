using System.Numerics;
using System.Runtime.InteropServices;

namespace Pipeline.Worker.Matting;

/// <summary>
/// What the colours known around a tile say about alpha in it. A pixel is either background, background in shadow,
/// one of the foreground's colours, or a blend of background and one of those; each with its likelihood.
/// </summary>
internal sealed class ColourModel
{
    // Foreground colours told apart around a tile.
    private const int FrontClusters = 5;

    // What is seen inside of the band differs more than what is known beside it.
    private const float Inflation = 3;

    // Variance of a pixel's own noise, levels²: sensor, rounding and compression.
    private const float Noise = 15;

    // Shares before the colour is looked at. The rest of the pixels are blends.
    private const float BackShare = 0.3f;
    private const float FrontShare = 0.2f;

    // A shadow takes 0 to 40 % of the light: so deep in the mean, and as much about it.
    private const float Shade = 0.2f;
    private const float ShadedShare = 0.02f * BackShare;

    // Foreground colours that are seen nowhere in the known part: how many, and how far from its mean in levels.
    private const float StrangerShare = 0.05f;
    private const float StrangerSpread = 40;

    private readonly BackgroundPlane _background;
    private readonly ColourCluster[] _fronts;
    private readonly PureModel _back;
    private readonly PureModel _shaded;
    private readonly PureModel[] _pures;
    private readonly BlendModel[] _blends;
    private readonly Vector3 _shadow;

    /// <param name="background">The background behind the tile.</param>
    /// <param name="foreground">Foreground samples, at least one.</param>
    /// <param name="x">Column of the tile's middle.</param>
    /// <param name="y">Row of it.</param>
    public ColourModel(BackgroundPlane background, List<ColourSample> foreground, float x, float y)
    {
        _background = background;
        _fronts = Fronts(CollectionsMarshal.AsSpan(foreground));
        var (colour, spread) = (background.At(x, y), background.Spread * Inflation);
        _shadow = colour * -Shade;
        _back = new PureModel(spread, Noise, BackShare, 0);
        _shaded = new PureModel(spread + SymmetricMatrix.Outer(_shadow, 1), Noise, ShadedShare, 0);
        _pures = [.. _fronts.Select(front => new PureModel(front.Spread, Noise, FrontShare * front.Share, 1))];
        _blends =
        [
            .. _fronts.Select(front =>
                new BlendModel(front, spread, Noise, (1 - BackShare - FrontShare) * front.Share)),
        ];
    }

    /// <summary>Alpha's mean and variance given a pixel's colour.</summary>
    public (float Mean, float Variance) Alpha(Vector3 colour, int x, int y)
    {
        var background = _background.At(x, y);
        var offset = colour - background;
        var posterior = new AlphaPosterior();
        _back.AddTo(offset, ref posterior);
        _shaded.AddTo(offset - _shadow, ref posterior);
        for (var i = 0; i < _fronts.Length; i++)
        {
            _pures[i].AddTo(colour - _fronts[i].Mean, ref posterior);
            _blends[i].AddTo(offset, background, ref posterior);
        }

        return (posterior.Mean, posterior.Variance);
    }

    private static ColourCluster[] Fronts(ReadOnlySpan<ColourSample> samples)
    {
        var all = ColourClusters.Fit(samples, 1)[0];
        var stranger = all with
        {
            Spread = all.Spread + SymmetricMatrix.Diagonal(StrangerSpread * StrangerSpread),
            Share = StrangerShare,
        };
        return
        [
            .. ColourClusters.Fit(samples, FrontClusters).Select(front => front with
            {
                Spread = front.Spread * Inflation,
                Share = front.Share * (1 - StrangerShare),
            }),
            stranger,
        ];
    }
}
