using System.Runtime.CompilerServices;

namespace Pipeline.Studio.Geometry;

/// <summary>Room for the faces that one ray passes through; a tumbler with a drink in it has eight.</summary>
[InlineArray(24)]
internal struct CrossingList
{
    private Crossing _first;
}
