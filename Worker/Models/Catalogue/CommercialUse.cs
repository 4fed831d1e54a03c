namespace Pipeline.Worker.Models.Catalogue;

/// <summary>Whether a licence lets a business use the weights.</summary>
internal enum CommercialUse
{
    Yes,

    /// <summary>Forbidden: installed only by an operator who accepts that by name.</summary>
    No,

    /// <summary>The publisher does not say, or contradicts himself.</summary>
    Unclear,
}
