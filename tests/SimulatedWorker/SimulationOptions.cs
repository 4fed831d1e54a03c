namespace Pipeline.SimulatedWorker;

/// <summary>What the device is like.</summary>
internal sealed class SimulationOptions
{
    public const string Section = "Simulation";

    /// <summary>Photos that it takes at once.</summary>
    public int Batch { get; set; } = 8;

    /// <summary>Seconds that it takes for them, however many they are.</summary>
    public double Seconds { get; set; } = 0.05;
}
