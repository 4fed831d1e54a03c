using System.Numerics;

namespace Pipeline.Worker.Matting;

/// <summary>Pixels that are all of one Gaussian, so that their alpha is certain.</summary>
internal sealed class PureModel
{
    private readonly SymmetricMatrix _inverse;
    private readonly float _logScale;
    private readonly float _alpha;

    public PureModel(SymmetricMatrix spread, float noise, float prior, float alpha)
    {
        (_inverse, var determinant) = (spread + SymmetricMatrix.Diagonal(noise)).Invert();
        _logScale = MathF.Log(prior) - (0.5f * MathF.Log(determinant));
        _alpha = alpha;
    }

    /// <param name="offset">The pixel's colour minus the Gaussian's mean.</param>
    /// <param name="posterior">Receives the guess.</param>
    public void AddTo(Vector3 offset, ref AlphaPosterior posterior) =>
        posterior.Add(_logScale - (0.5f * _inverse.Form(offset)), _alpha, 0);
}
