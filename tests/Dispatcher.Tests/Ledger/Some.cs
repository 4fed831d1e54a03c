using System.Security.Cryptography;
using System.Text;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>Data of which only what the test names matters.</summary>
internal static class Some
{
    public static readonly ChainRef Chain = new() { Name = "standard", Digest = "01" };

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static BatchSettings Settings(IfExists ifExists = IfExists.Fail) => new()
    {
        Kind = SourceKind.Blobs,
        Source = "photos",
        Recipe = new CutoutRecipe(),
        Chain = Chain,
        Output = "cutouts",
        IfExists = ifExists,
    };

    public static byte[] Key(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name));

    public static NewJob Job(long seq, string? output = null, string? name = null) => new()
    {
        Seq = seq,
        Container = "photos",
        Name = name ?? $"{seq:0000}.jpg",
        ETag = "1",
        Key = Key(name ?? $"{seq:0000}.jpg"),
        Outputs = [output ?? $"{seq:0000}.png"],
    };

    public static NewJob Unusable(long seq) => new()
    {
        Seq = seq,
        Container = "photos",
        Name = "bad name",
        Trouble = FailureReason.SourceUnreadable,
        Detail = "The name has characters that no store accepts.",
    };

    public static JobEnd Done(NewJob job, Guid batch) => new()
    {
        Key = job.Key!,
        BatchId = batch,
        Renditions =
        [
            new Rendition
            {
                Name = "cutout",
                Blob = new BlobRef { Container = "cutouts", Name = job.Outputs[0] },
                ContentType = "image/png",
                Bytes = 17,
                Sha256 = "ab",
                Width = 4,
                Height = 3,
            },
        ],
        Confidence = 0.875,
        Warnings = ["wide-band", "small-subject"],
        Milliseconds = 1234,
        Chain = "standard@01",
    };

    public static JobEnd Failed(NewJob job, Guid batch, FailureReason reason = FailureReason.NotAnImage) => new()
    {
        Key = job.Key!,
        BatchId = batch,
        Reason = reason,
        Detail = "It is no picture.",
    };
}
