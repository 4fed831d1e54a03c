using System.Net;
using System.Text;
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
        { "Worker:Broker:Password", "wrong", 77, "refuses the user" },
        { "Worker:Broker:Port", "{free}", 69, "cannot be reached" },
        { "Worker:Broker:VirtualHost", "no-such", 78, "has no virtual host 'no-such'" },
        { "Worker:Broker:User", "", 78, "The User field is required" },
        { "Worker:Jobs:Concurrency", "0", 78, "Concurrency" },
        { "Worker:Jobs:Concurrency", "many", 78, "Concurrency" },
        { "Worker:Fleet:RetryDelaySeconds:0", "0", 78, "RetryDelaySeconds are between 1 and 86400 seconds" },
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
        await bed.Broker.DeclareQueueAsync(EndpointNames.RemoveBackground("standard"), new { durable = true });

        await RefusesAsync(bed.Settings(), 78, "for queue 'remove-background.standard'");
    }

    [Fact]
    public async Task An_address_where_no_management_interface_answers_is_named()
    {
        await using var bed = await FleetBed.MakeAsync();
        var address = $"http://127.0.0.1:{FreePorts.Take()}/";
        using var other = new HttpListener { Prefixes = { address } };
        other.Start();
        var answering = AnswerAsync(other, "<html>Welcome</html>");

        await RefusesAsync(
            bed.Settings(("Worker:Broker:Management", address)), 78, "is not RabbitMQ's management interface");
        await answering;
    }

    private static async Task AnswerAsync(HttpListener listener, string text)
    {
        var context = await listener.GetContextAsync();
        context.Response.ContentType = "text/html";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        context.Response.Close();
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
