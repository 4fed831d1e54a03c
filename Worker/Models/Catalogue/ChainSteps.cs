namespace Pipeline.Worker.Models.Catalogue;

/// <summary>The steps around a chain's networks.</summary>
internal enum ChainSteps
{
    /// <summary>As this project does them.</summary>
    Own,

    /// <summary>As the reference does them, its faults included.</summary>
    Reference,
}
