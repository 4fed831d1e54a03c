using System.Numerics;

namespace Pipeline.Worker.Matting;

/// <summary>A Gaussian over colours.</summary>
/// <param name="Mean">B, G, R in 0..255.</param>
/// <param name="Spread">Covariance.</param>
/// <param name="Share">Of all colours, 0..1.</param>
internal readonly record struct ColourCluster(Vector3 Mean, SymmetricMatrix Spread, float Share);
