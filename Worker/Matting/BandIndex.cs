using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>
/// Numbers the pixels in and around the unknown band. A slot is kept for every pixel at most two away from an unknown
/// one, in raster order; pixels beyond the frame have slots too, so that no neighbourhood is a special case. Memory
/// goes with the band, not with the picture.
/// </summary>
internal sealed class BandIndex
{
    private const int Reach = 2;

    // Vector code may read a little before the first and past the last slot.
    private const int Guard = 8;

    private readonly List<Interval>[] _unknown;
    private readonly List<Slots>[] _slots;

    /// <param name="trimap">H × W, <c>CV_8UC1</c>: 0, 128, 255.</param>
    public BandIndex(Mat trimap)
    {
        Height = trimap.Rows;
        Width = trimap.Cols;
        _unknown = FindUnknown(trimap);
        _slots = NumberSlots();
        Unknown = [.. Enumerable.Range(0, Height).SelectMany(y => _unknown[y].Select(run => Locate(y, run)))];
        Windows = [.. Enumerable.Range(1, Math.Max(0, Height - 2)).SelectMany(WindowsOf)];
        UnknownCount = Unknown.Sum(run => run.Length);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Length of an array with a place for every slot.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Unknown pixels.</summary>
    public int UnknownCount { get; }

    /// <summary>The unknown pixels, in raster order.</summary>
    public BandRun[] Unknown { get; }

    /// <summary>
    /// Centres of the 3 × 3 windows that lie in the picture and hold an unknown pixel, in raster order.
    /// </summary>
    public BandRun[] Windows { get; }

    private static List<Interval>[] FindUnknown(Mat trimap)
    {
        var rows = new List<Interval>[trimap.Rows];
        for (var y = 0; y < rows.Length; y++)
        {
            rows[y] = FindUnknown(Rows.Of<byte>(trimap, y));
        }

        return rows;
    }

    private static List<Interval> FindUnknown(ReadOnlySpan<byte> row)
    {
        List<Interval> found = [];
        for (var (start, end) = UnknownRuns.First(row); start < row.Length; (start, end) = UnknownRuns.Next(row, end))
        {
            found.Add(new Interval(start, end));
        }

        return found;
    }

    private List<Slots>[] NumberSlots()
    {
        var rows = new List<Slots>[Height + (2 * Reach)];
        var next = Guard;
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = [];
            foreach (var run in Dilate(i - Reach, Reach))
            {
                rows[i].Add(new Slots(run, next));
                next += run.End - run.Start;
            }
        }

        SlotCount = next + Guard;
        return rows;
    }

    /// <summary>Columns of row <paramref name="y"/> within a square's reach of an unknown pixel.</summary>
    private List<Interval> Dilate(int y, int reach)
    {
        List<Interval> merged = [];
        var near = Enumerable.Range(y - reach, (2 * reach) + 1)
            .Where(row => row >= 0 && row < Height)
            .SelectMany(row => _unknown[row])
            .OrderBy(run => run.Start);
        foreach (var run in near)
        {
            var grown = new Interval(run.Start - reach, run.End + reach);
            if (merged.Count > 0 && grown.Start <= merged[^1].End)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, grown.End) };
            }
            else
            {
                merged.Add(grown);
            }
        }

        return merged;
    }

    private IEnumerable<BandRun> WindowsOf(int y) =>
        Dilate(y, 1)
            .Select(run => new Interval(Math.Max(run.Start, 1), Math.Min(run.End, Width - 1)))
            .Where(run => run.Start < run.End)
            .Select(run => Locate(y, run));

    private BandRun Locate(int y, Interval run) => new(
        y,
        run.Start,
        run.End - run.Start,
        SlotOf(y - 2, run.Start),
        SlotOf(y - 1, run.Start),
        SlotOf(y, run.Start),
        SlotOf(y + 1, run.Start),
        SlotOf(y + 2, run.Start));

    /// <summary>The slot of a pixel, or the guard before the first where none is kept.</summary>
    private int SlotOf(int y, int x)
    {
        var row = _slots[y + Reach];
        var (low, high) = (0, row.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = x < row[middle].Columns.End ? (low, middle) : (middle + 1, high);
        }

        return low == row.Count || x < row[low].Columns.Start ? Guard : row[low].First + x - row[low].Columns.Start;
    }

    private readonly record struct Interval(int Start, int End);

    private readonly record struct Slots(Interval Columns, int First);
}
