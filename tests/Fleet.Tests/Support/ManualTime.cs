namespace Pipeline.Fleet.Tests.Support;

/// <summary>A clock that stands until it is moved. For elapsed times; it fires no timers.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Move(TimeSpan by) => _ticks += by.Ticks;
}
