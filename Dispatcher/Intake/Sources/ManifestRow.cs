using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>One line of a manifest.</summary>
/// <param name="Source"><c>container/name</c>.</param>
/// <param name="Sku">Article number for <c>{sku}</c> in names; null for the usual.</param>
/// <param name="ETag">Version of the photo; null to look it up.</param>
/// <param name="Recipe">In place of the batch's; null for that.</param>
/// <param name="Trouble">Why the line cannot be read; null when it can.</param>
internal sealed record ManifestRow(string Source, string? Sku, string? ETag, CutoutRecipe? Recipe, string? Trouble = null);
