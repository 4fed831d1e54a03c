using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace Pipeline.Worker.Inference;

/// <summary>
/// Runs what jobs ask of one network, equal shapes of different jobs together. Runs begin on threads of its own, one
/// for each run that may go on at once: CUDA keeps handles for every thread that calls it. Where a run fails, its
/// halves are tried, so that nobody fails for another's sake; where memory was short, the smaller size is kept for
/// that shape.
/// </summary>
internal sealed class Batcher : IDisposable
{
    /// <summary>More requests than jobs that run at once, but for tiles, which wait in their job instead.</summary>
    private const int Room = 64;

    private readonly string _network;
    private readonly INetworkSession _session;
    private readonly RequestQueue _queue;
    private readonly int _maxBatch;
    private readonly ConcurrentDictionary<string, int> _fitting = new();
    private readonly Action<DeviceLostException> _onLost;
    private readonly List<Thread> _threads;

    /// <param name="network">Its name, for messages.</param>
    /// <param name="session">Its owner disposes it, after this.</param>
    /// <param name="limits">How many at once.</param>
    /// <param name="time">For the waiting for company.</param>
    /// <param name="onLost">Told of a device that has failed for good before anybody else is.</param>
    public Batcher(
        string network,
        INetworkSession session,
        BatchLimits limits,
        TimeProvider time,
        Action<DeviceLostException> onLost)
    {
        (_network, _session, _onLost) = (network, session, onLost);
        _maxBatch = session.TakesBatches ? limits.MaxBatch : 1;
        _queue = new RequestQueue(Room, limits.Patience, time);
        _threads = [.. Enumerable.Range(0, limits.ParallelRuns).Select(_ => Start())];
    }

    /// <summary>Requests whose run has not begun.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Runs all of them, in whatever company, and returns when each has ended.</summary>
    /// <param name="requests">New ones.</param>
    /// <param name="cancellation">Withdraws those whose run has not begun; the others end first.</param>
    /// <exception cref="DeviceMemoryException">One alone is too large for the memory that is left.</exception>
    /// <exception cref="DeviceLostException">The device has failed for good.</exception>
    public void Run(IReadOnlyList<BatchRequest> requests, CancellationToken cancellation)
    {
        using (cancellation.UnsafeRegister(_ => _queue.Withdraw(requests, cancellation), null))
        {
            foreach (var request in requests)
            {
                _queue.Add(request);
            }

            Task.WhenAll(requests.Select(request => request.End)).GetAwaiter().GetResult();
        }
    }

    /// <summary>Ends when runs that have begun have ended.</summary>
    public void Dispose()
    {
        _queue.Close();
        _threads.ForEach(thread => thread.Join());
    }

    private Thread Start()
    {
        var thread = new Thread(Work) { IsBackground = true, Name = _network };
        thread.Start();
        return thread;
    }

    private void Work()
    {
        while (_queue.Take(Most) is { } batch)
        {
            RunOrHalve(batch);
        }
    }

    private int Most(string bucket) => Math.Min(_maxBatch, _fitting.GetValueOrDefault(bucket, _maxBatch));

    private void RunOrHalve(IReadOnlyList<BatchRequest> batch)
    {
        try
        {
            RunOnce(batch);
        }
        catch (OnnxRuntimeException e) when (DeviceErrors.Of(e) == DeviceError.Lost)
        {
            var lost = new DeviceLostException(_network, e);
            _onLost(lost);
            FailAll(batch, lost);
        }
        catch (Exception e) when (batch.Count > 1)
        {
            RunParts(batch, isShortOfMemory: IsOutOfMemory(e));
        }
        catch (Exception e)
        {
            FailAll(batch, IsOutOfMemory(e) ? new DeviceMemoryException(_network, batch[0].Bucket, e) : e);
        }
    }

    private void RunParts(IReadOnlyList<BatchRequest> batch, bool isShortOfMemory)
    {
        var half = batch.Count / 2;
        if (isShortOfMemory)
        {
            _fitting[batch[0].Bucket] = half;
        }

        RunOrHalve([.. batch.Take(half)]);
        // The first half may have found that even less fits.
        foreach (var part in batch.Skip(half).Chunk(Most(batch[0].Bucket)))
        {
            RunOrHalve(part);
        }
    }

    private void RunOnce(IReadOnlyList<BatchRequest> batch)
    {
        if (batch is [var alone])
        {
            _session.Run(alone.Inputs, [alone.Output], answers => alone.Answer(
                answers[0].GetTensorDataAsSpan<float>(), answers[0].GetTensorTypeAndShape().Shape));
            return;
        }

        using var tensors = new BatchTensors(batch);
        _session.Run(tensors.Inputs, [batch[0].Output], answers => BatchTensors.Split(answers[0], batch));
    }

    private static bool IsOutOfMemory(Exception error) =>
        error is OnnxRuntimeException e && DeviceErrors.Of(e) == DeviceError.OutOfMemory;

    private static void FailAll(IReadOnlyList<BatchRequest> batch, Exception cause)
    {
        foreach (var request in batch)
        {
            request.Fail(cause);
        }
    }
}
