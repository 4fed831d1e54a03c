using System.Diagnostics;
using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Services;

namespace Pipeline.Fleet.Tests.Clients;

/// <summary>
/// <c>deploy/clients/node</c>: a program that knows nothing of ours but names and JSON submits and listens.
/// </summary>
public sealed class NodeClientTests
{
    [Fact]
    public async Task A_node_program_submits_a_photo_and_hears_of_its_cutout()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.StartWorkerAsync();
        var job = await bed.UploadAsync("disc.png", Disc.Png(), FleetBed.Standard());

        var (exitCode, output) = await RunAsync(bed, job, job.SourceETag);

        Assert.True(exitCode == 0, output);
        var heard = JsonDocument.Parse(output).RootElement;
        Assert.Equal(EventNames.BackgroundRemoved, heard.GetProperty("type").GetString());
        Assert.NotNull(await bed.Store.ReadAsync(
            job.Destinations[0], long.MaxValue, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_hears_why_there_is_none()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.StartWorkerAsync();
        var job = await bed.UploadAsync("disc.png", Disc.Png(), FleetBed.Standard());

        var (exitCode, output) = await RunAsync(bed, job, etag: "0xANOTHER");

        Assert.True(exitCode == 1, output);
        Assert.Equal("SourceChanged", JsonDocument.Parse(output).RootElement.GetProperty("reason").GetString());
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(FleetBed bed, RemoveBackground job, string etag)
    {
        var client = Install();
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = client,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[]
        {
            "cutout.mjs", bed.Broker.Uri.ToString(), job.Chain.ToString(), job.Source.ToString(), etag,
            job.Destinations[0].ToString(),
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (node.ExitCode, output + await errors);
    }

    /// <summary>A copy of the example with its one package, as its lock file says.</summary>
    private static string Install()
    {
        var source = Path.Combine(Checkout.Root, "deploy", "clients", "node");
        var target = Directory.CreateTempSubdirectory("pipeline-client-").FullName;
        foreach (var file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", "ci --ignore-scripts --no-audit --no-fund")
        {
            WorkingDirectory = target,
            RedirectStandardOutput = true,
        })!;
        npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        Assert.Equal(0, npm.ExitCode);
        return target;
    }
}
