namespace Pipeline.Worker.Inference;

/// <summary>From what a network answers to one input to what is wanted of it.</summary>
/// <param name="values">Gone afterwards; a copy has to be made of what is kept.</param>
/// <param name="shape">Of the values; the first dimension is 1.</param>
internal delegate T ReadAnswer<out T>(ReadOnlySpan<float> values, long[] shape);
