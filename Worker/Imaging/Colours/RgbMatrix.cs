namespace Pipeline.Worker.Imaging.Colours;

/// <summary>Linear RGB to CIE XYZ under D50, where ICC profiles hold colours.</summary>
internal static class RgbMatrix
{
    /// <summary>D50, as ICC.1 states it.</summary>
    public static double[] D50 { get; } = [0.9642, 1, 0.8249];

    /// <summary>To the responses in which Bradford's adaptation scales.</summary>
    private static readonly double[][] Bradford =
        [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];

    /// <returns>XYZ of full red, green and blue: three columns of a matrix, each a row here.</returns>
    public static double[][] ColumnsOf(Chromaticities space)
    {
        var white = Xyz(space.White);
        double[][] primaries = [Xyz(space.Red), Xyz(space.Green), Xyz(space.Blue)];
        // The primaries' amounts that make white.
        var amounts = Times(Inverse(Transposed(primaries)), white);
        var adaptation = Adaptation(white);
        return [.. primaries.Zip(amounts, (xyz, amount) => Times(adaptation, [.. xyz.Select(part => part * amount)]))];
    }

    private static double[] Xyz((double X, double Y) point) => [point.X / point.Y, 1, (1 - point.X - point.Y) / point.Y];

    private static double[][] Adaptation(double[] white)
    {
        var (from, to) = (Times(Bradford, white), Times(Bradford, D50));
        double[][] scaled = [.. Bradford.Select((row, i) => row.Select(value => value * to[i] / from[i]).ToArray())];
        var back = Inverse(Bradford);
        return Transposed([.. Transposed(scaled).Select(column => Times(back, column))]);
    }

    private static double[] Times(double[][] matrix, double[] vector) =>
        [.. matrix.Select(row => row.Zip(vector, (a, b) => a * b).Sum())];

    private static double[][] Transposed(double[][] m) =>
        [.. Enumerable.Range(0, 3).Select(i => m.Select(row => row[i]).ToArray())];

    /// <summary>By cross products of its rows.</summary>
    private static double[][] Inverse(double[][] m)
    {
        double[][] crosses = [Cross(m[1], m[2]), Cross(m[2], m[0]), Cross(m[0], m[1])];
        var determinant = m[0].Zip(crosses[0], (a, b) => a * b).Sum();
        return Transposed([.. crosses.Select(cross => cross.Select(value => value / determinant).ToArray())]);
    }

    private static double[] Cross(double[] a, double[] b) =>
        [(a[1] * b[2]) - (a[2] * b[1]), (a[2] * b[0]) - (a[0] * b[2]), (a[0] * b[1]) - (a[1] * b[0])];
}
