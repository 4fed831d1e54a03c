namespace Pipeline.Worker.Matting;

/// <summary>
/// Neighbouring pixels of one row, and where they and the pixels two rows up to two rows down are kept. Every pixel of
/// the run has its 5 × 5 neighbourhood at the same slot distances.
/// </summary>
/// <param name="Y">Row in the picture.</param>
/// <param name="X">First column.</param>
/// <param name="Length">Pixels.</param>
/// <param name="Above2">Slot of (X, Y − 2).</param>
/// <param name="Above1">Slot of (X, Y − 1).</param>
/// <param name="Slot">Slot of (X, Y).</param>
/// <param name="Below1">Slot of (X, Y + 1).</param>
/// <param name="Below2">Slot of (X, Y + 2).</param>
internal readonly record struct BandRun(
    int Y, int X, int Length, int Above2, int Above1, int Slot, int Below1, int Below2);
