using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>Finds the unknown stretches of a trimap's row.</summary>
internal static class UnknownRuns
{
    /// <summary>The first stretch, start and end (exclusive); both the row's length where there is none.</summary>
    public static (int Start, int End) First(ReadOnlySpan<byte> row) => Next(row, 0);

    /// <summary>The first stretch from <paramref name="from"/> on.</summary>
    public static (int Start, int End) Next(ReadOnlySpan<byte> row, int from)
    {
        var gap = row[from..].IndexOf(Trimap.Unknown);
        if (gap < 0)
        {
            return (row.Length, row.Length);
        }

        var start = from + gap;
        var length = row[start..].IndexOfAnyExcept(Trimap.Unknown);
        return (start, length < 0 ? row.Length : start + length);
    }
}
