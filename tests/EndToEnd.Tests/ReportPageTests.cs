using Microsoft.Playwright;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Reports;
using Pipeline.Embedded.Reports;

namespace Pipeline.EndToEnd.Tests;

/// <summary>The report's page in a real browser, with ten thousand photos.</summary>
public sealed class ReportPageTests : IAsyncLifetime
{
    private const int Photos = 10_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-report-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, CardMaker.Pictures));
        await File.WriteAllTextAsync(Path.Combine(_folder, "report.html"), ReportPage.Of(Cards()));
        using var pixels = new Mat(32, 32, MatType.CV_8UC3, new Scalar(40, 60, 160));
        Assert.True(Cv2.ImEncode(".webp", pixels, out var picture));
        await File.WriteAllBytesAsync(Path.Combine(_folder, CardMaker.Pictures, "one.webp"), picture);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Ten_thousand_photos_are_counted_drawn_as_one_scrolls_and_filtered()
    {
        var page = await OpenAsync();

        Assert.Equal("10000 of 10000 photos", await page.TextContentAsync("#count"));
        var first = await page.Locator("article").CountAsync();
        Assert.InRange(first, 1, 200);
        Assert.StartsWith("photo-00009", await page.Locator("h2").First.TextContentAsync(), StringComparison.Ordinal);

        await page.EvaluateAsync("window.scrollTo(0, document.body.scrollHeight)");
        await page.WaitForFunctionAsync($"document.querySelectorAll('article').length > {first}");

        await page.SelectOptionAsync("#filter", "failed");
        Assert.Equal("1000 of 10000 photos", await page.TextContentAsync("#count"));
        await page.SelectOptionAsync("#filter", CutoutWarnings.LowConfidence);
        await page.FillAsync("#name", "00017");
        Assert.Equal("1 of 10000 photos", await page.TextContentAsync("#count"));
    }

    [Fact]
    public async Task Pictures_load_when_they_come_into_view_and_broken_rules_are_told()
    {
        var page = await OpenAsync();
        await page.FillAsync("#name", "photo-00017");

        await page.WaitForFunctionAsync("[...document.images].some(i => i.complete && i.naturalWidth === 32)");
        Assert.Equal("amazon: fill: too small", await page.TextContentAsync("article li"));
        Assert.Equal(5, await page.Locator("article figure").CountAsync());
    }

    private async Task<IPage> OpenAsync()
    {
        var chromium = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(File.Exists);
        Assert.True(chromium is not null, "There is no Chromium on this machine; install it with: deploy/native/services chromium");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(new Uri(Path.Combine(_folder, "report.html")).AbsoluteUri);
        return page;
    }

    /// <summary>Every tenth failed; of the others the confidence grows with the number.</summary>
    private static IEnumerable<ReportCard> Cards() => Enumerable.Range(0, Photos).Select(number => number % 10 == 9
        ? new ReportCard { Row = Failed(number) }
        : new ReportCard
        {
            Row = Done(number),
            Before = $"{CardMaker.Pictures}/one.webp",
            Cutout = $"{CardMaker.Pictures}/one.webp",
            Matte = $"{CardMaker.Pictures}/one.webp",
        });

    private static ReportRow Failed(int number) => new()
    {
        Photo = $"photo-{number:D5}.jpg",
        Outcome = "failed",
        Reason = FailureReason.NoSubject,
        Detail = "Nothing stands out from the background.",
    };

    private static ReportRow Done(int number) => new()
    {
        Photo = $"photo-{number:D5}.jpg",
        Outcome = "cut-out",
        Confidence = number / (double)Photos,
        Warnings = number < 100 ? [CutoutWarnings.LowConfidence] : [],
        Renditions =
        [
            new Rendition
            {
                Name = "amazon",
                Blob = new BlobRef { Container = "cutouts", Name = $"photo-{number:D5}.jpg" },
                ContentType = "image/jpeg",
                Bytes = 1000,
                Sha256 = new string('0', 64),
                Width = 1000,
                Height = 1000,
                Verdict = new MarketplaceVerdict { Marketplace = "amazon", Passed = false, Broken = ["fill: too small"] },
            },
        ],
    };
}
