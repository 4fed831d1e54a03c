using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Inference;

namespace Pipeline.Worker.Tests.Inference;

/// <summary>Inputs of different jobs in one run, and nobody the worse for it.</summary>
public sealed class BatcherTests : IDisposable
{
    private const string OutOfMemory = "Failed to allocate memory for requested buffer of size 9";
    private const string Lost = "CUDA failure 700: an illegal memory access was encountered";

    private static readonly TimeSpan ForEver = TimeSpan.FromDays(1);

    private readonly List<IDisposable> _opened = [];
    private readonly List<DeviceLostException> _losses = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _opened.Reverse();
        _opened.ForEach(opened => opened.Dispose());
    }

    [Fact]
    public async Task Inputs_of_one_shape_are_joined_and_each_gets_its_own_answer()
    {
        var network = Open(new PretendedNetwork());
        var batcher = Make(network, maxBatch: 3, ForEver);

        var answers = await Task.WhenAll(Ask(batcher, 1), Ask(batcher, 2), Ask(batcher, 3));

        Assert.Equal([2f, 4, 6], answers);
        Assert.Equal([1f, 2, 3], Assert.Single(network.Runs).Order());
    }

    [Fact]
    public async Task One_alone_does_not_wait_for_company_for_ever()
    {
        var network = Open(new PretendedNetwork());

        Assert.Equal(2, await Ask(Make(network, maxBatch: 8, TimeSpan.FromMilliseconds(1)), 1));
    }

    [Fact]
    public async Task The_oldest_goes_next_and_takes_along_only_its_shape()
    {
        var network = Open(new PretendedNetwork { IsHeld = true });
        var batcher = Make(network, maxBatch: 2);
        var first = Ask(batcher, 1);
        await network.BegunAsync();

        var wide = await QueueAsync(batcher, 10, width: 5);
        var others = new[] { await QueueAsync(batcher, 2), await QueueAsync(batcher, 3), await QueueAsync(batcher, 4) };
        var wider = await QueueAsync(batcher, 11, width: 5);
        network.LetGo(runs: 9);
        await Task.WhenAll([first, wide, wider, .. others]);

        Assert.Equal([[1f], [10, 11], [2, 3], [4]], network.Runs);
    }

    [Fact]
    public async Task A_graph_of_fixed_size_gets_one_at_a_time()
    {
        var network = Open(new PretendedNetwork { TakesBatches = false });
        var batcher = Make(network, maxBatch: 8, ForEver);

        await Task.WhenAll(Ask(batcher, 1), Ask(batcher, 2));

        Assert.Equal(2, network.Runs.Count);
    }

    [Fact]
    public async Task Who_is_cancelled_leaves_the_queue_and_what_runs_ends()
    {
        var network = Open(new PretendedNetwork { IsHeld = true });
        var batcher = Make(network, maxBatch: 1);
        using var cancelled = new CancellationTokenSource();
        var running = Ask(batcher, 1, cancellation: cancelled.Token);
        await network.BegunAsync();
        var waiting = await QueueAsync(batcher, 2, cancellation: cancelled.Token);
        var other = await QueueAsync(batcher, 3);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(running.IsCompleted);
        network.LetGo(runs: 9);

        Assert.Equal((2f, 6f), (await running, await other));
        Assert.Equal([[1f], [3]], network.Runs);
    }

    [Fact]
    public async Task Who_comes_to_a_full_queue_waits_and_can_give_up()
    {
        var network = Open(new PretendedNetwork { IsHeld = true });
        var batcher = Make(network, maxBatch: 1);
        using var cancelled = new CancellationTokenSource();
        var requests = Enumerable.Range(0, 100).Select(value => Request(value, 4, (_, _) => { })).ToArray();
        var many = Task.Run(() => batcher.Run(requests, cancelled.Token), Token);
        await network.BegunAsync();

        await cancelled.CancelAsync();
        network.LetGo(runs: 9);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => many);

        Assert.Single(network.Runs);
        Assert.All(requests, request => Assert.True(request.End.IsCompleted));
    }

    [Fact]
    public async Task Where_memory_is_short_the_halves_are_run_and_the_smaller_size_is_kept_for_that_shape()
    {
        var network = Open(new PretendedNetwork { Trouble = count => count > 2 ? OutOfMemory : null });
        var batcher = Make(network, maxBatch: 8, ForEver);

        Assert.Equal(Doubled(8), await AskAllAsync(batcher, 8));
        Assert.Equal([8, 4, 2, 2, 2, 2], network.Runs.Select(run => run.Length));
        Assert.Equal(Doubled(8), await AskAllAsync(batcher, 8));

        Assert.Equal([2, 2, 2, 2], network.Runs.Skip(6).Select(run => run.Length));
        Assert.Equal(Doubled(8), await AskAllAsync(batcher, 8, width: 5));
        Assert.Equal([8, 4, 2, 2, 2, 2], network.Runs.Skip(10).Select(run => run.Length));
        Assert.Empty(_losses);
    }

    [Fact]
    public async Task One_alone_that_finds_no_memory_fails_as_such_and_others_go_on()
    {
        var network = Open(new PretendedNetwork { Trouble = _ => OutOfMemory });
        var batcher = Make(network, maxBatch: 2);

        var failed = await Assert.ThrowsAsync<DeviceMemoryException>(() => Ask(batcher, 1));

        Assert.Contains("pretended at x 1×4", failed.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DeviceMemoryException>(() => Ask(batcher, 2));
        Assert.Empty(_losses);
    }

    [Fact]
    public async Task Nobody_fails_for_what_another_does_with_the_answer()
    {
        var network = Open(new PretendedNetwork());
        var batcher = Make(network, maxBatch: 2, ForEver);
        var bad = Request(1, 4, (_, _) => throw new InvalidOperationException("bad"));

        var failing = Task.Run(() => batcher.Run([bad], Token), Token);

        Assert.Equal(4, await Ask(batcher, 2));
        Assert.Equal("bad", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
    }

    [Fact]
    public async Task A_lost_device_is_reported_before_anybody_is_told_and_nothing_is_tried_again()
    {
        var network = Open(new PretendedNetwork { Trouble = _ => Lost });
        var batcher = Make(network, maxBatch: 2, ForEver);

        var asked = new[] { Ask(batcher, 1), Ask(batcher, 2) };
        var failures = await Task.WhenAll(asked.Select(ask => Assert.ThrowsAsync<DeviceLostException>(() => ask)));

        Assert.Single(network.Runs);
        Assert.Same(failures[0], Assert.Single(_losses));
        Assert.Contains("failed for good", failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_when_it_is_disposed_fails_and_what_runs_ends()
    {
        var network = Open(new PretendedNetwork { IsHeld = true });
        var batcher = Make(network, maxBatch: 1);
        var running = Ask(batcher, 1);
        await network.BegunAsync();
        var waiting = await QueueAsync(batcher, 2);

        var disposal = Task.Run(batcher.Dispose, Token);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        network.LetGo();
        await disposal;

        Assert.Equal(2, await running);
    }

    private static float[] Doubled(int count) => [.. Enumerable.Range(1, count).Select(value => 2f * value)];

    /// <summary>On a thread of its own, as a job.</summary>
    private static Task<float> Ask(Batcher batcher, float value, int width = 4, CancellationToken cancellation = default) =>
        Task.Factory.StartNew(
            () =>
            {
                var answer = 0f;
                batcher.Run([Request(value, width, (values, _) => answer = values[0])], cancellation);
                return answer;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    /// <summary>Returns when it waits behind those that were queued before.</summary>
    private static async Task<Task<float>> QueueAsync(
        Batcher batcher, float value, int width = 4, CancellationToken cancellation = default)
    {
        var before = batcher.Waiting;
        var asked = Ask(batcher, value, width, cancellation);
        while (batcher.Waiting == before)
        {
            await Task.Yield();
        }

        return asked;
    }

    /// <summary>1, 2, … of one caller.</summary>
    private static async Task<float[]> AskAllAsync(Batcher batcher, int count, int width = 4)
    {
        var answers = new float[count];
        var requests = Enumerable.Range(0, count)
            .Select(i => Request(i + 1, width, (values, _) => answers[i] = values[0])).ToArray();
        await Task.Run(() => batcher.Run(requests, Token), Token);
        return answers;
    }

    private static BatchRequest Request(float value, int width, Action<ReadOnlySpan<float>, long[]> read)
    {
        var input = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(value, width).ToArray(), [1, width]);
        return new BatchRequest(new Dictionary<string, OrtValue> { ["x"] = input }, "y", read);
    }

    private Batcher Make(PretendedNetwork network, int maxBatch, TimeSpan patience = default) => Open(
        new Batcher("pretended", network, new BatchLimits(maxBatch, patience, ParallelRuns: 1), TimeProvider.System, _losses.Add));

    private T Open<T>(T opened)
        where T : IDisposable
    {
        _opened.Add(opened);
        return opened;
    }
}
