using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Pipeline.Contracts;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Services;

namespace Pipeline.Fleet.Tests.Storage;

/// <summary>Dispatcher and worker with a signature in place of the account's key.</summary>
public sealed class SharedAccessSignatureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-sas-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_photo_is_uploaded_and_cut_out_with_it()
    {
        await using var bed = await FleetBed.MakeAsync();
        var photos = Directory.CreateDirectory(Path.Combine(_folder, "photos")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(photos, "disc.png"), Disc.Png(0), None);
        var signed = Sign(bed, TimeSpan.FromHours(1));
        await using var serving = ProgramProcess.Start("Dispatcher", Dispatcher(bed, signed), "serve");
        await using var worker = ProgramProcess.Start("Worker", Worker(bed, signed), "serve");

        var submitted = await ProgramProcess.RunAsync(
            "Dispatcher",
            Dispatcher(bed, signed),
            [
                "submit", photos, "--out", bed.Container, "--upload-to", $"in-{bed.Container}", "--wait",
                "--chain", $"{FleetBed.Standard()}",
            ],
            None);

        Assert.True(submitted.ExitCode == ExitCodes.Complete, submitted.Errors);
        var cutout = new BlobRef { Container = bed.Container, Name = "disc.png" };
        Assert.NotNull(await bed.Store.FindLengthAsync(cutout, None));
    }

    [Fact]
    public async Task One_that_has_expired_is_no_permission_to_either_program()
    {
        await using var bed = await FleetBed.MakeAsync();
        var expired = Sign(bed, TimeSpan.FromHours(-1));
        using var patience = new CancellationTokenSource(ProgramProcess.MostBeforeRefusal);

        var dispatcher = await ProgramProcess.RunAsync(
            "Dispatcher", Dispatcher(bed, expired), ["serve"], patience.Token);
        var worker = await ProgramProcess.RunAsync("Worker", Worker(bed, expired), ["serve"], patience.Token);

        Assert.Equal(
            (ExitCodes.NoPermission, ExitCodes.NoPermission), (dispatcher.ExitCode, worker.ExitCode));
        Assert.Contains("does not allow it", dispatcher.Errors, StringComparison.Ordinal);
        Assert.Contains("does not accept this worker's credential", worker.Errors, StringComparison.Ordinal);
    }

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private static Uri Sign(FleetBed bed, TimeSpan validity)
    {
        var now = DateTimeOffset.UtcNow;
        var sas = new AccountSasBuilder(
            AccountSasPermissions.All, now + validity, AccountSasServices.Blobs, AccountSasResourceTypes.All)
        {
            StartsOn = now - TimeSpan.FromDays(1),
        };
        return new BlobServiceClient(bed.Storage.ConnectionString).GenerateAccountSasUri(sas);
    }

    private Dictionary<string, string?> Dispatcher(FleetBed bed, Uri signed) => bed.DispatcherSettings(
        _folder,
        ("Dispatcher:Storage:ConnectionString", ""),
        ("Dispatcher:Storage:ServiceUri", $"{bed.Storage.BlobEndpoint}"),
        ("Dispatcher:Storage:SasToken", signed.Query));

    private static Dictionary<string, string?> Worker(FleetBed bed, Uri signed) => bed.Settings(
        ("Worker:Storage:Azure:ConnectionString", ""),
        ("Worker:Storage:Azure:Credential", "SharedAccessSignature"),
        ("Worker:Storage:Azure:ServiceUri", $"{signed}"));
}
