using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>The dispatcher's processes against a real broker and real storage; only the worker is simulated.</summary>
public sealed class ServeTests : IAsyncLifetime
{
    private Fleet _fleet = null!;

    public async ValueTask InitializeAsync() => _fleet = await Fleet.StartAsync();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task A_container_is_submitted_followed_and_told_with_exact_counts()
    {
        await _fleet.UploadAsync(
            "shoes/red.jpg", "shoes/blue.png", "bad.jpg", "notes.txt", ".pipeline/0.json", "deep/er/lamp.webp");
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var serving = _fleet.Serve();
        await Fleet.UntilAsync(async () =>
        {
            await worker.AnnounceAsync();
            return (await _fleet.RunAsync("status")).Output.Contains("Worker simulated", StringComparison.Ordinal);
        });

        var submitted = await _fleet.RunAsync("submit", _fleet.Photos, "--out", _fleet.Cutouts, "--wait");

        Assert.Equal((ExitCodes.SomeFailed, ""), (submitted.ExitCode, submitted.Errors));
        Assert.Contains("4 photos: 3 cut out, 1 failed", submitted.Output, StringComparison.Ordinal);
        var red = worker.Seen.Single(seen => seen.Job.Source.Name == "shoes/red.jpg");
        Assert.Equal("shoes/red.png", red.Job.Destinations.Single().Name);
        Assert.Equal((SimulatedWorker.Digest, EndpointNames.RemoveBackgroundInteractive("standard")), (red.Job.Chain.Digest, red.Queue));
        var csv = await _fleet.RunAsync("results", "last", "--format", "csv");
        Assert.Equal(5, csv.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"{_fleet.Photos}/bad.jpg,failed,NotAnImage,", csv.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_batch_is_told_to_everyone_with_headers_that_any_client_reads()
    {
        await _fleet.UploadAsync("a.jpg", "bad.jpg");
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var ear = await Ear.StartAsync(_fleet.Broker.Uri, EventNames.BatchCompleted);
        await using var serving = _fleet.Serve();

        await _fleet.SubmitAsync(_fleet.Photos);

        var (completed, headers) = await ear.HearAsync<BatchCompleted>();
        Assert.Equal((2, 1, 1, 0), (completed.Total, completed.CutOut, completed.Failed, completed.Cancelled));
        Assert.Equal(
            ("1.0", EventNames.BatchCompleted, completed.BatchId.ToString()),
            (headers["cloudEvents_specversion"], headers["cloudEvents_type"], headers["cloudEvents_subject"]));
        Assert.DoesNotContain(await _fleet.Ledger.ListOpenAsync(CancellationToken.None), batch => !batch.HasEnded);
    }

    [Fact]
    public async Task The_same_photos_again_are_another_batch_and_a_cutout_of_either_serves_both()
    {
        var manifest = _fleet.WriteManifest(40);
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var serving = _fleet.Serve();

        await _fleet.SubmitAsync(manifest, "--wait");
        var again = await _fleet.SubmitAsync(manifest, "--wait");

        Assert.Equal(ExitCodes.Complete, again.ExitCode);
        Assert.Equal(2, (await _fleet.Ledger.ListAsync(CancellationToken.None)).Count(batch => batch.State == BatchState.Completed));
        Assert.Equal(worker.Seen[0].Job.JobId, worker.Seen.First(seen => seen.Job.BatchId != worker.Seen[0].Job.BatchId
            && seen.Job.JobKey == worker.Seen[0].Job.JobKey).Job.JobId);
    }

    [Fact]
    public async Task Nothing_is_given_out_while_a_batch_is_paused_and_the_rest_after_it_is_resumed()
    {
        _fleet.Settings["Dispatcher__Fleet__LeastWindow"] = "100";
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri, held: true);
        await using var serving = _fleet.Serve();
        await _fleet.SubmitAsync(_fleet.WriteManifest(1000));
        await _fleet.WaitAsync(batch => batch.Counts.Published == 100);

        Assert.Equal(ExitCodes.Complete, (await _fleet.RunAsync("pause", "last")).ExitCode);
        worker.Release();
        var paused = await _fleet.WaitAsync(batch => batch.Counts.Published == 0);
        await Task.Delay(1500);
        Assert.Equal(paused.Counts, (await _fleet.WaitAsync(_ => true)).Counts);
        Assert.Equal(BatchState.Paused, paused.State);
        Assert.InRange(paused.Counts.Pending, 1, 900);

        await _fleet.RunAsync("resume", "last");
        var ended = await _fleet.WaitAsync(batch => batch.HasEnded);
        Assert.Equal((1000, 1000), (ended.Counts.CutOut, worker.Seen.Count));
    }

    [Fact]
    public async Task A_cancelled_batch_ends_with_every_job_accounted_for_and_workers_are_told()
    {
        _fleet.Settings["Dispatcher__Fleet__LeastWindow"] = "200";
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri, held: true);
        await using var serving = _fleet.Serve();
        await _fleet.SubmitAsync(_fleet.WriteManifest(5000));
        var batch = await _fleet.WaitAsync(batch => batch.Counts.Published == 200);

        await _fleet.RunAsync("cancel", "last");
        await Fleet.UntilAsync(() => Task.FromResult(worker.Cancelled.Contains(batch.Id)));
        await _fleet.WaitAsync(batch => batch.Counts.Pending == 0);
        worker.Release();

        var ended = await _fleet.WaitAsync(batch => batch.HasEnded);
        Assert.Equal((BatchState.Cancelled, 5000L, 5000L), (ended.State, ended.Counts.Total, ended.Counts.Ended));
        Assert.True(ended.Counts.Cancelled >= 4800, ended.Counts.ToString());
        Assert.Equal(200, worker.Seen.Count);
        Assert.Equal(ExitCodes.Complete, (await _fleet.RunAsync("retry", "last")).ExitCode);
    }

    [Fact]
    public async Task A_batch_of_higher_priority_overtakes_what_waits()
    {
        _fleet.Settings["Dispatcher__Fleet__LeastWindow"] = "50";
        _fleet.Settings["Dispatcher__Fleet__MostWindow"] = "50";
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri, held: true);
        await using var serving = _fleet.Serve();
        await _fleet.SubmitAsync(_fleet.WriteManifest(600, "low.jsonl"));
        var low = await _fleet.WaitAsync(batch => batch.Counts.Published == 50);
        await _fleet.SubmitAsync(_fleet.WriteManifest(300, "high.jsonl"), "--priority", "10");
        var high = await _fleet.WaitAsync(batch => batch.Id != low.Id && batch.State == BatchState.Running);

        worker.Release();
        await _fleet.WaitAsync(batch => batch.HasEnded, low.Id);

        var order = worker.Seen.Select(seen => seen.Job.BatchId).ToList();
        // What was out before the other came stays before it; nothing else does.
        Assert.Equal(300, order.Skip(50).TakeWhile(id => id == high.Id).Count());
    }

    [Fact]
    public async Task Small_batches_pass_the_bulk_on_a_queue_of_their_own()
    {
        _fleet.Settings["Dispatcher__Fleet__LeastWindow"] = "100";
        await _fleet.UploadAsync("a.jpg");
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri, held: true, prefetch: 1000);
        await using var serving = _fleet.Serve();
        await _fleet.SubmitAsync(_fleet.WriteManifest(1000));
        await _fleet.WaitAsync(batch => batch.Counts.Published == 100);

        await _fleet.SubmitAsync(_fleet.Photos);

        await Fleet.UntilAsync(() => Task.FromResult(
            worker.Seen.Any(seen => seen.Queue == EndpointNames.RemoveBackgroundInteractive("standard"))));
    }

    [Fact]
    public async Task A_job_that_nobody_answers_is_published_again_and_fails_in_the_end()
    {
        await _fleet.UploadAsync("lost.jpg", "a.jpg");
        _fleet.Settings["Dispatcher__Fleet__RepublishAfterSeconds"] = "1";
        _fleet.Settings["Dispatcher__Fleet__ReconcileSeconds"] = "1";
        _fleet.Settings["Dispatcher__Fleet__MostAttempts"] = "2";
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var ear = await Ear.StartAsync(_fleet.Broker.Uri, EventNames.BackgroundRemovalFailed);
        await using var serving = _fleet.Serve();

        await _fleet.SubmitAsync(_fleet.Photos, "--wait");

        var (failed, headers) = await ear.HearAsync<BackgroundRemovalFailed>();
        Assert.Equal(("lost.jpg", FailureReason.WorkerFault), (failed.Source.Name, failed.Reason));
        Assert.Equal(EventNames.BackgroundRemovalFailed, headers["cloudEvents_type"]);
        var lost = worker.Seen.Where(seen => seen.Job.Source.Name == "lost.jpg").ToList();
        Assert.Equal(2, lost.Count);
        Assert.Single(lost.Select(seen => seen.Job.JobId).Distinct());
        var ended = await _fleet.WaitAsync(batch => batch.HasEnded);
        Assert.Equal((1, 1), (ended.Counts.CutOut, ended.Counts.Failed));
        Assert.Contains("WorkerFault", (await _fleet.RunAsync("results", "last")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Photos_that_would_become_one_file_are_refused_before_any_is_begun()
    {
        await _fleet.UploadAsync("a.jpg", "A.png", "b.jpg");
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var serving = _fleet.Serve();

        var dry = await _fleet.SubmitAsync(_fleet.Photos, "--dry-run");
        var submitted = await _fleet.SubmitAsync(_fleet.Photos);

        Assert.Equal((ExitCodes.Refused, ExitCodes.Refused), (dry.ExitCode, submitted.ExitCode));
        Assert.Contains("A.png, a.jpg", submitted.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(BatchState.Refused, (await _fleet.WaitAsync(_ => true)).State);
        Assert.Empty(worker.Seen);
    }
}
