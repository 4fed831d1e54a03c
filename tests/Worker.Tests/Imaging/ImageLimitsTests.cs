using Pipeline.Contracts;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Tests.Imaging;

public sealed class ImageLimitsTests
{
    [Fact]
    public void Without_a_limit_of_its_own_a_file_may_have_the_bytes_of_the_largest_uncompressed_picture()
    {
        const long FourChannelsOfSixteenBits = 8;

        Assert.All([1, 12, 50, 200], megapixels => Assert.True(
            new ImageLimits { MaxMegapixels = megapixels }.MaxBytes > megapixels * 1_000_000L * FourChannelsOfSixteenBits));
    }

    [Fact]
    public void A_stated_limit_of_bytes_counts_and_an_array_holds_no_more_than_two_gibibytes()
    {
        Assert.Equal(25 * 1024 * 1024, new ImageLimits { MaxMebibytes = 25 }.MaxBytes);
        Assert.True(new ImageLimits { MaxMegapixels = 1000 }.MaxBytes <= Array.MaxLength);
    }

    [Fact]
    public void Every_refusal_names_the_option_that_changes_it()
    {
        var limits = new ImageLimits { MaxMegapixels = 1, MaxMebibytes = 1, MaxSide = 5000, MaxFrames = 2 };

        Refused(() => limits.CheckBytes(2 << 20), FailureReason.TooManyBytes, "--max-mebibytes", "Worker:Limits:MaxMebibytes");
        Refused(() => limits.CheckSize(2000, 2000), FailureReason.TooManyPixels, "--max-megapixels", "Worker:Limits:MaxMegapixels");
        Refused(() => limits.CheckSize(1000, 900, 500), FailureReason.TooManyPixels, "--max-megapixels", "Worker:Limits:MaxMegapixels");
        Refused(() => limits.CheckSize(6000, 20), FailureReason.SideTooLong, "--max-photo-side", "Worker:Limits:MaxSide");
        Refused(() => limits.CheckSize(60, 10), FailureReason.TooSmall, "--min-photo-side", "Worker:Limits:MinSide");
        Refused(() => limits.CheckFrames(2, false), FailureReason.TooManyFrames, "--first-frame", "firstFrame");
        Refused(() => limits.CheckFrames(3, true), FailureReason.TooManyFrames, "--max-frames", "Worker:Limits:MaxFrames");
    }

    [Fact]
    public void A_side_beyond_what_can_be_allowed_is_refused_without_naming_an_option()
    {
        var refusal = Assert.Throws<JobRejectedException>(() => new ImageLimits().CheckSize(70_000, 20));

        Assert.DoesNotContain("--", refusal.Message, StringComparison.Ordinal);
    }

    private static void Refused(Action check, FailureReason reason, params string[] named)
    {
        var refusal = Assert.Throws<JobRejectedException>(check);
        Assert.Equal(reason, refusal.Reason);
        Assert.All(named, name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
        Assert.Equal(refusal.Message.Length - 1, refusal.Message.IndexOf('.', StringComparison.Ordinal));
    }
}
