namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// Convolutions over pictures that are kept as four phases: the pixels at even rows and even columns, at even rows and
/// odd columns, and so on, each a picture of half the size. Each phase of the result is a sum of convolutions over
/// phases with the kernel's taps that fall on them, so that no work is done twice.
/// </summary>
internal static class PhaseWeights
{
    /// <summary>The part of a convolution that sees some phases of its input, for some phases of its result.</summary>
    /// <param name="weights">Of the convolution over the whole picture, with a stride of 1 or 2.</param>
    /// <param name="padding">Zeros around the whole picture.</param>
    /// <param name="from">Phases of the input, stacked in that order: 2 times the row's, plus the column's.</param>
    /// <param name="to">Phases of the result; of one with a stride of 2, which has none, the first.</param>
    /// <returns>Taps that not all pairs of phases have are zeros.</returns>
    public static (ConvolutionWeights Weights, ConvolutionLayout Layout) Part(
        ConvolutionWeights weights, int padding, ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        var (top, bottom) = Reach(weights.Height, padding, Rows(from), Rows(to));
        var (left, right) = Reach(weights.Width, padding, Columns(from), Columns(to));
        var part = new ConvolutionWeights(
            weights.Outputs * to.Length, weights.Inputs * from.Length, bottom - top + 1, right - left + 1);
        for (var o = 0; o < to.Length; o++)
        {
            weights.Bias.CopyTo(part.Bias, o * weights.Outputs);
            for (var i = 0; i < from.Length; i++)
            {
                Copy(weights, part, padding, (from[i], i), (to[o], o), (top, left));
            }
        }

        return (part, new ConvolutionLayout { Padding = (-top, -left, bottom, right) });
    }

    private static int[] Rows(ReadOnlySpan<int> phases) => [.. phases.ToArray().Select(phase => phase / 2)];

    private static int[] Columns(ReadOnlySpan<int> phases) => [.. phases.ToArray().Select(phase => phase % 2)];

    /// <summary>
    /// First and last place in the input's phases that any of the result's looks at, as seen from its own.
    /// </summary>
    private static (int First, int Last) Reach(int taps, int padding, int[] from, int[] to)
    {
        var places = (
            from target in to
            from source in @from
            from tap in Enumerable.Range(0, taps)
            let place = target - padding + tap
            where (place & 1) == source
            select place >> 1).ToList();
        return (places.Min(), places.Max());
    }

    private static void Copy(
        ConvolutionWeights whole, ConvolutionWeights part, int padding, (int Phase, int Index) from,
        (int Phase, int Index) to,
        (int Top, int Left) start)
    {
        for (var y = 0; y < whole.Height; y++)
        {
            var row = (to.Phase / 2) - padding + y;
            for (var x = 0; x < whole.Width; x++)
            {
                var column = (to.Phase % 2) - padding + x;
                if ((row & 1) == from.Phase / 2 && (column & 1) == from.Phase % 2)
                {
                    var place = ((row >> 1) - start.Top, (column >> 1) - start.Left);
                    CopyTap(whole, part, (from.Index, to.Index), (y, x), place);
                }
            }
        }
    }

    private static void CopyTap(
        ConvolutionWeights whole, ConvolutionWeights part, (int From, int To) stack, (int Y, int X) tap,
        (int Y, int X) place)
    {
        for (var o = 0; o < whole.Outputs; o++)
        {
            for (var i = 0; i < whole.Inputs; i++)
            {
                part[(stack.To * whole.Outputs) + o, (stack.From * whole.Inputs) + i, place.Y, place.X] =
                    whole[o, i, tap.Y, tap.X];
            }
        }
    }
}
