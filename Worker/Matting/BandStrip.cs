namespace Pipeline.Worker.Matting;

/// <summary>Consecutive runs of unknown pixels: what one thread works on.</summary>
/// <param name="FirstRun">Index of the first run.</param>
/// <param name="EndRun">Index after the last run.</param>
/// <param name="FirstSlot">First slot that belongs to no earlier strip.</param>
/// <param name="EndSlot">First slot of the next strip.</param>
internal readonly record struct BandStrip(int FirstRun, int EndRun, int FirstSlot, int EndSlot)
{
    public int SlotCount => EndSlot - FirstSlot;

    /// <summary>
    /// Cuts the unknown runs into at most <paramref name="count"/> parts of about as many pixels. The cuts depend on
    /// the band alone and not on the machine, because they show in the last digits of the result.
    /// </summary>
    public static BandStrip[] Split(BandIndex index, int count)
    {
        var runs = index.Unknown;
        List<int> cuts = [0];
        var pixels = 0L;
        for (var run = 0; run < runs.Length; run++)
        {
            if (pixels * count >= (long)index.UnknownCount * cuts.Count && cuts.Count < count)
            {
                cuts.Add(run);
            }

            pixels += runs[run].Length;
        }

        return
        [
            .. cuts.Select((first, i) => new BandStrip(
                first,
                i + 1 < cuts.Count ? cuts[i + 1] : runs.Length,
                i == 0 ? 0 : runs[first].Slot,
                i + 1 < cuts.Count ? runs[cuts[i + 1]].Slot : index.SlotCount)),
        ];
    }
}
