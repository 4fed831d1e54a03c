using Pipeline.Contracts;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Services;

namespace Pipeline.Fleet.Tests.Commands;

/// <summary>Both programs against a broker that speaks TLS, under an authority that only the test knows.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    /// <summary>Where programs on Linux look for authorities that they trust.</summary>
    private const string Trusted = "SSL_CERT_FILE";

    private readonly BrokerCertificates _certificates = new();
    private RabbitMqNode _node = null!;

    public async ValueTask InitializeAsync() => _node = await RabbitMqNode.StartWithTlsAsync(_certificates.Folder);

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Jobs_are_done_over_it()
    {
        await using var bed = await FleetBed.MakeAsync(_node);
        await bed.Outsider.ListenAsync();
        await using var worker = ProgramProcess.Start(
            "Worker", bed.Settings(Tls("Worker", (Trusted, _certificates.Authority))), "serve");
        await bed.Outsider.DeclareJobQueueAsync(EndpointNames.RemoveBackground("standard"));
        var job = await bed.UploadAsync("disc", Disc.Png(0), FleetBed.Standard());
        await bed.Outsider.SubmitAsync(job);

        var redriven = await RunAsync("Dispatcher", bed, "redrive", (Trusted, _certificates.Authority));

        Assert.True(redriven.ExitCode == ExitCodes.Complete, redriven.Errors);
        Assert.Equal((job.JobId, EventNames.BackgroundRemoved), await HeardAsync(bed));
    }

    [Theory]
    [InlineData("Worker")]
    [InlineData("Dispatcher")]
    public async Task A_certificate_of_an_unknown_authority_or_of_another_name_is_refused(string program)
    {
        await using var bed = await FleetBed.MakeAsync(_node);

        var unknown = await RunAsync(program, bed, "serve");
        var otherName = await RunAsync(
            program, bed, "serve", (Trusted, _certificates.Authority),
            ($"{program}:Broker:TlsServerName", "other.example"));

        Assert.Contains("is not accepted", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("must carry the name other.example", otherName.Errors, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Configuration, ExitCodes.Configuration), (unknown.ExitCode, otherName.ExitCode));
    }

    private static async Task<(Guid, string)> HeardAsync(FleetBed bed)
    {
        var heard = (await bed.Outsider.HearAsync(1))[0];
        return (heard.JobId, heard.Exchange);
    }

    private async Task<ProgramProcess.Finished> RunAsync(
        string program, FleetBed bed, string command, params (string Key, string Value)[] others)
    {
        using var patience = new CancellationTokenSource(ProgramProcess.MostBeforeRefusal);
        var settings = program == "Worker"
            ? bed.Settings(Tls(program, others))
            : bed.DispatcherSettings(_certificates.Folder, Tls(program, others));
        return await ProgramProcess.RunAsync(program, settings, [command], patience.Token);
    }

    private (string Key, string Value)[] Tls(string program, params (string Key, string Value)[] others) =>
    [
        ($"{program}:Broker:Port", $"{_node.TlsPort}"),
        ($"{program}:Broker:Tls", "true"),
        ($"{program}:Broker:TlsServerName", BrokerCertificates.Name),
        .. others,
    ];
}
