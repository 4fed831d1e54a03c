using Pipeline.Contracts;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Services;

namespace Pipeline.Fleet.Tests.Commands;

/// <summary>What keeps <c>serve</c> from starting: one sentence and an exit code.</summary>
public sealed class ServeRefusalTests
{
    private const string Away = "AccountName=a;AccountKey={key};BlobEndpoint=http://127.0.0.1:{free}/a;";

    public static TheoryData<string, string, int, string> Wrong => new()
    {
        { "Worker:Broker:Password", "wrong", 77, "RabbitMQ does not accept user and password" },
        { "Worker:Broker:Port", "{free}", 69, "RabbitMQ does not answer" },
        { "Worker:Broker:VirtualHost", "no-such", 78, "There is no virtual host 'no-such'" },
        { "Worker:Broker:User", "", 78, "The User field is required" },
        { "Worker:Jobs:Concurrency", "0", 78, "Concurrency" },
        { "Worker:Jobs:Concurrency", "many", 78, "Concurrency" },
        { "Worker:Storage:Kind", "Folders", 78, "No storage is configured" },
        { "Worker:Storage:Azure:ConnectionString", "", 78, "ConnectionString is missing" },
        { "Worker:Storage:Azure:ConnectionString", "nonsense", 78, "ConnectionString" },
        { "Worker:Storage:Azure:ConnectionString", Away, 69, "The blob store does not answer" },
        { "Worker:Broker:Management", "http://127.0.0.1:{free}/", 69, "management interface" },
        { "Worker:Broker:Management", "{management}", 78, "The broker lacks policies" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_said_in_one_line(string key, string value, int exitCode, string said)
    {
        await using var bed = await FleetBed.MakeAsync();
        value = value
            .Replace("{free}", $"{FreePorts.Take()}", StringComparison.Ordinal)
            .Replace("{key}", AzuriteServer.Key, StringComparison.Ordinal)
            .Replace("{management}", $"{bed.Broker.Node.ManagementUri}", StringComparison.Ordinal);

        await RefusesAsync(bed.Settings((key, value)), exitCode, said);
    }

    [Fact]
    public async Task A_wrong_key_of_the_store_is_no_permission()
    {
        await using var bed = await FleetBed.MakeAsync();
        var wrong = bed.Storage.ConnectionString.Replace(
            AzuriteServer.Key, Convert.ToBase64String(new byte[64]), StringComparison.Ordinal);

        await RefusesAsync(
            bed.Settings(("Worker:Storage:Azure:ConnectionString", wrong)), 77, "does not accept this worker's credential");
    }

    [Fact]
    public async Task A_queue_with_other_arguments_is_named()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.Broker.DeclareQueueAsync(EndpointNames.RemoveBackground("classic"), new { durable = true });

        await RefusesAsync(bed.Settings(), 78, "'remove-background.classic' exists with other arguments");
    }

    private static async Task RefusesAsync(IReadOnlyDictionary<string, string?> settings, int exitCode, string said)
    {
        using var patience = new CancellationTokenSource(ProgramProcess.MostBeforeRefusal);

        var (actual, _, error) = await ProgramProcess.RunAsync("Worker", settings, ["serve"], patience.Token);

        Assert.True(exitCode == actual, $"{actual}: {error}");
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'), line => line.Contains(said, StringComparison.Ordinal));
    }
}
