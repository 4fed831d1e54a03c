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
        var waiter = new Waiter(isAlone ? _places : 1, isUrgent && !isAlone, isAlone);
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

    /// <summary>The urgent behind the last that is urgent or must run alone, and before all others.</summary>
    private void Queue(Waiter waiter)
    {
        var behind = _waiting.Last;
        while (waiter.IsUrgent && behind is { Value: { IsUrgent: false, IsAlone: false } })
        {
            behind = behind.Previous;
        }

        if (behind is null)
        {
            _waiting.AddFirst(waiter);
        }
        else
        {
            _waiting.AddAfter(behind, waiter);
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

    private sealed class Waiter(int places, bool isUrgent, bool isAlone)
    {
        public int Places => places;

        public bool IsUrgent => isUrgent;

        public bool IsAlone => isAlone;

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
