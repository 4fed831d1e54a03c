using Pipeline.Worker.Imaging;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>Decides the fractional coverage of the pixels that the trimap leaves unknown.</summary>
internal interface IAlphaMatter
{
    /// <summary>Estimates alpha in the unknown region; known pixels are exactly 0 and exactly 255.</summary>
    /// <param name="photo">The picture.</param>
    /// <param name="trimap">Of the photo's size.</param>
    /// <param name="cancellation">Checked between the steps of the solver.</param>
    /// <returns>A matte of the photo's size; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    AlphaMatte Matte(Photo photo, Trimap trimap, CancellationToken cancellation);
}
