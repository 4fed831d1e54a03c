namespace Pipeline.Worker.Models.Graphs;

/// <summary>A value of the graph that is a stack of planes, [N, channels, height, width].</summary>
/// <param name="Name">In the graph.</param>
/// <param name="Channels">Planes; height and width may be of any size.</param>
internal readonly record struct Feature(string Name, int Channels);
