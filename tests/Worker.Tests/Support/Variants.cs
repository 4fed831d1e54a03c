using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Tests.Support;

/// <summary>Variants that nobody measured.</summary>
internal static class Variants
{
    public static ModelVariant Of(string file) => new()
    {
        Sha256 = FileChecksum.Of(file, ChecksumKind.Sha256),
        Bytes = new FileInfo(file).Length,
        CalibrationPhotos = 0,
        MadeAt = DateTimeOffset.UnixEpoch,
        Trial = new VariantTrial
        {
            Photos = 1,
            Agreement = 1,
            MeanDifference = 0,
            MaxDifference = 0,
            Milliseconds = 1,
            Float32Milliseconds = 1,
            Machine = "none",
        },
    };
}
