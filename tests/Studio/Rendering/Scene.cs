using System.Numerics;
using Pipeline.Studio.Geometry;

namespace Pipeline.Studio.Rendering;

/// <summary>A picture to take: background, lights, subject, camera.</summary>
internal sealed record Scene
{
    /// <summary>What is in it, for the scene list.</summary>
    public required IReadOnlyList<string> Objects { get; init; }

    public required Body Subject { get; init; }

    public required Backdrop Backdrop { get; init; }

    public required Camera Camera { get; init; }

    public required IReadOnlyList<Softbox> Lights { get; init; }

    /// <summary>Radiance of the room where there is no lamp, linear.</summary>
    public Vector3 Room { get; init; } = new(0.35f);

    /// <summary>Multiplies all light before the film.</summary>
    public float Exposure { get; init; } = 1;

    /// <summary>How much light the lens loses in the corners, 0..1.</summary>
    public float Vignette { get; init; }

    /// <summary>
    /// Standard deviation of the sensor's noise in 8-bit steps, at middle grey. Not part of the truth.
    /// </summary>
    public float SensorNoise { get; init; } = 1;

    /// <summary>Of the picture, where it is stored as JPEG; 1 … 100.</summary>
    public int JpegQuality { get; init; } = 88;

    public uint Seed { get; init; }
}
