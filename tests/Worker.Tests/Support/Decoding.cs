using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Tests.Support;

internal static class Decoding
{
    public static Photo Decode(byte[] file, CutoutRecipe? recipe = null, ImageLimits? limits = null) =>
        new ImageDecoder(Options.Create(limits ?? new ImageLimits())).Decode(file, recipe);

    /// <summary>Asserts that the file is rejected.</summary>
    public static JobRejectedException Reject(byte[] file, CutoutRecipe? recipe = null, ImageLimits? limits = null) =>
        Assert.Throws<JobRejectedException>(() =>
        {
            using var _ = Decode(file, recipe, limits);
        });
}
