namespace Pipeline.Worker.Matting;

/// <summary>Neighbouring unknown pixels of one row, within one tile.</summary>
/// <param name="Y">Row in the picture.</param>
/// <param name="X">First column.</param>
/// <param name="Length">Pixels.</param>
/// <param name="Slot">Slot of the first.</param>
internal readonly record struct TilePart(int Y, int X, int Length, int Slot);
