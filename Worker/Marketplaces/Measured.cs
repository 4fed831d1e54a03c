namespace Pipeline.Worker.Marketplaces;

/// <summary>A measured figure: a number or a word, and what to say of it; or why there is none.</summary>
internal sealed record Measured
{
    private Measured(string text) => Text = text;

    public double? Number { get; private init; }

    public string? Word { get; private init; }

    /// <summary>The figure in words, or why there is none.</summary>
    public string Text { get; }

    public static Measured Of(double number, string text) => new(text) { Number = number };

    public static Measured Of(string word, string? text = null) => new(text ?? word) { Word = word };

    public static Measured Not(string why) => new(why);

    /// <summary>Against the limits of a rule.</summary>
    public RuleOutcome Judge(MarketplaceRule rule) => this switch
    {
        { Number: { } number } => number >= (rule.Least ?? number) && number <= (rule.Most ?? number)
            ? RuleOutcome.Pass
            : RuleOutcome.Fail,
        { Word: { } word } => rule.OneOf.Contains(word) ? RuleOutcome.Pass : RuleOutcome.Fail,
        _ => RuleOutcome.NotChecked,
    };
}
