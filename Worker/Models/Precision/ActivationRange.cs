namespace Pipeline.Worker.Models.Precision;

/// <summary>
/// What an unsigned byte stands for: (byte − <see cref="ZeroPoint"/>) × <see cref="Scale"/>. 0 is represented exactly,
/// because padding and rectification make zeros (Jacob et al. 2018, arXiv:1712.05877).
/// </summary>
internal readonly record struct ActivationRange
{
    private const int Steps = byte.MaxValue;

    /// <summary>A smaller one would not be a normal number.</summary>
    private const float LeastScale = 1e-30f;

    /// <param name="least">The lowest value to be told apart.</param>
    /// <param name="most">The highest.</param>
    public ActivationRange(double least, double most)
    {
        (least, most) = (Math.Min(least, 0), Math.Max(most, 0));
        Scale = most > least ? Math.Max((float)((most - least) / Steps), LeastScale) : 1;
        ZeroPoint = (byte)Math.Clamp(Math.Round(-least / Scale), 0, Steps);
    }

    public float Scale { get; }

    public byte ZeroPoint { get; }
}
