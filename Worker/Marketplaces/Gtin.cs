namespace Pipeline.Worker.Marketplaces;

/// <summary>Global trade item numbers (GS1 General Specifications, 7.9: check digits).</summary>
internal static class Gtin
{
    /// <summary>14 digits, of which the last makes the sum weighted 3, 1, 3, … a multiple of ten.</summary>
    public static bool IsGtin14(string text) =>
        text.Length == 14
        && text.All(char.IsAsciiDigit)
        && text.Select((digit, place) => (digit - '0') * (place % 2 == 0 ? 3 : 1)).Sum() % 10 == 0;
}
