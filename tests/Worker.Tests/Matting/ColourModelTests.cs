using System.Numerics;
using System.Runtime.InteropServices;
using Pipeline.Worker.Matting;

namespace Pipeline.Worker.Tests.Matting;

public class ColourModelTests
{
    private static readonly Vector3 Teal = new(160, 140, 20);

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1)]
    public void A_blend_over_a_smooth_backdrop_is_read_to_a_hundredth(float alpha)
    {
        var model = Model(Flat, [Teal]);

        var (mean, variance) = model.Alpha(Vector3.Lerp(Flat(40, 10), Teal, alpha), 40, 10);

        Assert.Equal(alpha, mean, 0.01);
        Assert.InRange(variance, 0, 0.01);
    }

    [Fact]
    public void A_pattern_towards_the_subjects_colour_makes_it_unsure()
    {
        var model = Model((x, y) => Flat(x, y) + (new Vector3(25, 18, 80) * ((x + y) % 2 == 0 ? 1 : -1)), [Teal]);

        var (_, variance) = model.Alpha(Vector3.Lerp(Flat(40, 10), Teal, 0.5f), 40, 10);

        Assert.InRange(variance, 0.02, 0.3);
    }

    [Fact]
    public void A_subject_like_the_background_makes_it_unsure()
    {
        var model = Model(Flat, [Flat(32, 32) + new Vector3(3)]);

        var (_, variance) = model.Alpha(Flat(32, 32) + new Vector3(1.5f), 32, 32);

        Assert.InRange(variance, 0.05, 0.3);
    }

    [Fact]
    public void A_shadow_on_the_backdrop_is_not_subject()
    {
        var model = Model(Flat, [Teal]);

        var (mean, _) = model.Alpha(Flat(32, 32) * 0.8f, 32, 32);

        Assert.InRange(mean, 0, 0.05);
    }

    [Fact]
    public void The_right_one_of_several_subject_colours_is_used()
    {
        var red = new Vector3(30, 30, 220);
        var model = Model(Flat, [Teal, red]);

        Assert.Equal(0.5, model.Alpha(Vector3.Lerp(Flat(32, 32), Teal, 0.5f), 32, 32).Mean, 0.03);
        Assert.Equal(0.5, model.Alpha(Vector3.Lerp(Flat(32, 32), red, 0.5f), 32, 32).Mean, 0.03);
    }

    [Fact]
    public void The_plane_goes_through_a_linear_background_and_leaves_no_spread()
    {
        var plane = new BackgroundPlane(CollectionsMarshal.AsSpan(Samples(Flat)));

        // The stiffness draws the slope a little down, half a level at this distance.
        Assert.InRange(Vector3.Distance(Flat(80, 5), plane.At(80, 5)), 0, 0.5);
        Assert.InRange(plane.Spread.GG, 0, 0.01);
    }

    [Fact]
    public void Clusters_part_colours_by_their_shares()
    {
        List<ColourSample> samples = [];
        for (var i = 0; i < 40; i++)
        {
            samples.Add(new ColourSample(i % 4 == 0 ? Teal : new Vector3(i % 8, 10, 200), 0, 0, 1));
        }

        var clusters = ColourClusters.Fit(CollectionsMarshal.AsSpan(samples), 2).OrderBy(c => c.Share).ToArray();

        Assert.Equal([0.25f, 0.75f], clusters.Select(c => c.Share));
        Assert.Equal(Teal, clusters[0].Mean);
        Assert.Equal(0, clusters[0].Spread.BB);
        Assert.InRange(clusters[1].Spread.BB, 3, 7);
        Assert.Equal(0, clusters[1].Spread.RR);
    }

    [Fact]
    public void One_colour_is_one_cluster()
    {
        var samples = Samples((_, _) => Teal);

        Assert.Single(ColourClusters.Fit(CollectionsMarshal.AsSpan(samples), 5));
    }

    [Fact]
    public void Guesses_are_weighed_whatever_their_order_and_scale()
    {
        var posterior = new AlphaPosterior();
        posterior.Add(MathF.Log(0.25f) - 900, 0.2f, 0.01f);
        posterior.Add(MathF.Log(0.75f) - 900, 1, 0);

        Assert.Equal(0.8, posterior.Mean, 1e-4);
        // 0.25 · (0.2² + 0.01) + 0.75 · 1² − 0.8².
        Assert.Equal(0.1225, posterior.Variance, 1e-4);
    }

    [Fact]
    public void A_matrix_times_its_inverse_is_one()
    {
        var matrix = new SymmetricMatrix(9, 2, -1, 7, 3, 5);
        var (inverse, determinant) = matrix.Invert();

        Assert.Equal(195, determinant, 1e-3);
        Assert.InRange(Vector3.Distance(Teal, matrix.Times(inverse.Times(Teal))), 0, 1e-3);
    }

    [Theory]
    [InlineData(48387, 15)]
    [InlineData(16129, 15)]
    [InlineData(48387.3f, 15)]
    [InlineData(60000, 1)]
    public void A_pattern_of_one_direction_has_its_exact_determinant(float pattern, float noise)
    {
        var spread = new SymmetricMatrix(pattern, pattern, pattern, pattern, pattern, pattern);

        var (inverse, determinant) = (spread + SymmetricMatrix.Diagonal(noise)).Invert();

        var exact = (double)noise * noise * ((3 * (double)pattern) + noise);
        Assert.InRange(determinant / exact, 0.99, 1.01);
        Assert.True(inverse.Form(new Vector3(1, -1, 0)) > 0);
    }

    private static ColourModel Model(Func<int, int, Vector3> background, Vector3[] subject) => new(
        new BackgroundPlane(CollectionsMarshal.AsSpan(Samples(background))),
        [.. Samples((x, _) => subject[x / 3 % subject.Length])],
        32,
        32);

    private static Vector3 Flat(int x, int y) => new(200 + (x / 4f), 180 - (y / 4f), 190 - (x / 8f));

    private static List<ColourSample> Samples(Func<int, int, Vector3> colour)
    {
        List<ColourSample> samples = [];
        for (var i = 0; i < 400; i++)
        {
            var (x, y) = (i % 20 * 3, i / 20 * 3);
            samples.Add(new ColourSample(colour(x, y), x, y, 1));
        }

        return samples;
    }
}
