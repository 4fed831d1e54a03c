using System.Numerics;

namespace Pipeline.Worker.Matting;

/// <summary>
/// Pixels that are α of one foreground Gaussian and 1 − α of the background's: colour is Gaussian with mean
/// αF + (1 − α)B and spread α²Σ_F + (1 − α)²Σ_B + noise (Bayesian matting, Chuang et al. 2001).
/// </summary>
internal sealed class BlendModel
{
    // Alphas for which the spread is inverted beforehand.
    private const int Levels = 8;

    // The spread depends on the alpha that is sought; two rounds settle it.
    private const int Rounds = 2;

    // Variance of alpha that is known to be between 0 and 1 and nothing else.
    private const float Ignorance = 1 / 12f;

    // Keeps the division finite where foreground and background are one colour.
    private const float Tiny = 1e-6f;

    private readonly Vector3 _front;
    private readonly float _logPrior;
    private readonly (SymmetricMatrix Inverse, float LogScale)[] _spreads = new (SymmetricMatrix, float)[Levels];

    public BlendModel(ColourCluster front, SymmetricMatrix background, float noise, float prior)
    {
        _front = front.Mean;
        _logPrior = MathF.Log(prior);
        for (var i = 0; i < Levels; i++)
        {
            var alpha = (i + 0.5f) / Levels;
            var spread = (front.Spread * (alpha * alpha)) + (background * ((1 - alpha) * (1 - alpha)));
            var (inverse, determinant) = (spread + SymmetricMatrix.Diagonal(noise)).Invert();
            _spreads[i] = (inverse, -0.5f * MathF.Log(determinant));
        }
    }

    /// <summary>Adds the likeliest alpha, weighed by the likelihood's integral over alpha (Laplace's method).</summary>
    /// <param name="offset">The pixel's colour minus the background's.</param>
    /// <param name="background">The background's colour there.</param>
    /// <param name="posterior">Receives the guess.</param>
    public void AddTo(Vector3 offset, Vector3 background, ref AlphaPosterior posterior)
    {
        var line = _front - background;
        var alpha = Math.Clamp(Vector3.Dot(line, offset) / (Vector3.Dot(line, line) + 1), 0, 1);
        float variance = Ignorance, logLikelihood = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (inverse, logScale) = _spreads[Math.Min((int)(alpha * Levels), Levels - 1)];
            var weighted = inverse.Times(line);
            var precision = Vector3.Dot(weighted, line) + Tiny;
            variance = MathF.Min(Ignorance, 1 / precision);
            alpha = Math.Clamp(Vector3.Dot(weighted, offset) / precision, 0, 1);
            logLikelihood = logScale - (0.5f * inverse.Form(offset - (alpha * line)));
        }

        posterior.Add(_logPrior + logLikelihood + (0.5f * MathF.Log(MathF.Tau * variance)), alpha, variance);
    }
}
