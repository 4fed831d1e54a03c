using Pipeline.Contracts;

namespace Pipeline.Worker.Cutouts;

/// <summary>Times the stages of one job, in the order in which they ran. Not thread-safe: one clock per job.</summary>
internal sealed class StageClock(TimeProvider time)
{
    private readonly List<StageTiming> _stages = [];

    public IReadOnlyList<StageTiming> Stages => _stages;

    public T Time<T>(string stage, Func<T> work)
    {
        var start = time.GetTimestamp();
        var result = work();
        Note(stage, start);
        return result;
    }

    public void Time(string stage, Action work)
    {
        var start = time.GetTimestamp();
        work();
        Note(stage, start);
    }

    public async Task<T> TimeAsync<T>(string stage, Func<Task<T>> work)
    {
        var start = time.GetTimestamp();
        var result = await work();
        Note(stage, start);
        return result;
    }

    private void Note(string stage, long start) => _stages.Add(new StageTiming
    {
        Stage = stage,
        Seconds = time.GetElapsedTime(start).TotalSeconds,
    });
}
