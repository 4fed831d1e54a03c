using System.Numerics;
using Pipeline.Studio.Geometry;

namespace Pipeline.Studio.Materials;

/// <summary>A plain single-stroke alphabet for labels: straight strokes on a grid 2 wide and 4 high.</summary>
internal static class Lettering
{
    private const float Advance = 3.3f;

    /// <summary>Strokes as x0 y0 x1 y1 digits, y up.</summary>
    private static readonly Dictionary<char, string> Strokes = new()
    {
        ['A'] = "0014 1420 0121",
        ['B'] = "0004 0414 1423 2312 0212 1221 2110 1000",
        ['C'] = "2414 1403 0301 0110 1020",
        ['D'] = "0004 0414 1423 2321 2110 1000",
        ['E'] = "2404 0400 0020 0212",
        ['F'] = "2404 0400 0212",
        ['G'] = "2414 1403 0301 0110 1020 2022 2212",
        ['H'] = "0004 2024 0222",
        ['I'] = "1014",
        ['L'] = "0400 0020",
        ['M'] = "0004 0412 1224 2420",
        ['N'] = "0004 0420 2024",
        ['O'] = "0103 0314 1423 2321 2110 1001",
        ['P'] = "0004 0414 1423 2312 1202",
        ['R'] = "0004 0414 1423 2312 1202 1220",
        ['S'] = "2414 1403 0312 1221 2110 1000",
        ['T'] = "0424 1410",
        ['U'] = "0401 0110 1021 2124",
        ['V'] = "0410 1024",
        ['0'] = "0103 0314 1423 2321 2110 1001",
        ['1'] = "0314 1410",
        ['2'] = "0314 1423 2300 0020",
        ['5'] = "2404 0402 0212 1221 2110 1000",
        ['7'] = "0424 2410",
    };

    /// <summary>Distance from a point to the nearest stroke of the text, centred on the origin.</summary>
    public static float Distance(string text, Vector2 p, float height)
    {
        var unit = height / 4;
        var q = p / unit + new Vector2(((text.Length - 1) * Advance + 2) / 2, 2);
        // Only the letters beside the point can be nearest.
        var at = (int)MathF.Floor(q.X / Advance);
        var best = 3f;
        for (var i = Math.Max(at - 1, 0); i <= Math.Min(at + 1, text.Length - 1); i++)
        {
            best = MathF.Min(best, Letter(text[i], q - new Vector2(i * Advance, 0)));
        }

        return best * unit;
    }

    private static float Letter(char letter, Vector2 p)
    {
        var best = 3f;
        if (Strokes.TryGetValue(letter, out var strokes))
        {
            for (var i = 0; i + 3 < strokes.Length; i += 5)
            {
                var a = new Vector2(strokes[i] - '0', strokes[i + 1] - '0');
                var b = new Vector2(strokes[i + 2] - '0', strokes[i + 3] - '0');
                best = MathF.Min(best, Sdf.Segment2(p, a, b));
            }
        }

        return best;
    }
}
