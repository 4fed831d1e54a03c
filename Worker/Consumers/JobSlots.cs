using Microsoft.Extensions.Options;

namespace Pipeline.Worker.Consumers;

/// <summary>
/// The places for jobs that run at once, shared by every queue of this worker. Jobs that a person waits for come before
/// the others; a job that must run alone waits until all places are free, and nobody passes it.
/// </summary>
internal sealed class JobSlots(IOptions<ConsumerOptions> options)
{
    private readonly Lock _door = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly int _places = options.Value.Concurrency;
    private int _taken;

    /// <param name="isUrgent">A person waits for it.</param>
    /// <param name="isAlone">Nothing may run beside it.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>Dispose it to give the place back.</returns>
    public async Task<IDisposable> TakeAsync(bool isUrgent, bool isAlone, CancellationToken cancellation)
    {
        var waiter = new Waiter(isAlone ? _places : 1, isUrgent && !isAlone);
        lock (_door)
        {
            Queue(waiter);
            Admit();
        }

        await using (cancellation.UnsafeRegister(_ => Withdraw(waiter, cancellation), null))
        {
            await waiter.Admitted.Task;
        }

        return new Place(this, waiter.Places);
    }

    /// <summary>The urgent before the first that is not, but behind one that must run alone.</summary>
    private void Queue(Waiter waiter)
    {
        var before = waiter.IsUrgent ? _waiting.First : null;
        while (before is { Value: var other } && (other.IsUrgent || other.Places == _places))
        {
            before = before.Next;
        }

        if (before is null)
        {
            _waiting.AddLast(waiter);
        }
        else
        {
            _waiting.AddBefore(before, waiter);
        }
    }

    private void Admit()
    {
        while (_waiting.First is { Value: var next } && _taken + next.Places <= _places)
        {
            _waiting.RemoveFirst();
            _taken += next.Places;
            next.Admitted.SetResult();
        }
    }

    private void Withdraw(Waiter waiter, CancellationToken cancellation)
    {
        lock (_door)
        {
            if (_waiting.Remove(waiter))
            {
                waiter.Admitted.SetCanceled(cancellation);
                Admit();
            }
        }
    }

    private void GiveBack(int places)
    {
        lock (_door)
        {
            _taken -= places;
            Admit();
        }
    }

    private sealed class Waiter(int places, bool isUrgent)
    {
        public int Places => places;

        public bool IsUrgent => isUrgent;

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Place(JobSlots slots, int places) : IDisposable
    {
        private int _places = places;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _places, 0) is > 0 and var taken)
            {
                slots.GiveBack(taken);
            }
        }
    }
}
