using System.Text;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>
/// Records of a CSV file by RFC 4180: fields may be quoted, and then hold commas, breaks and doubled quotes.
/// </summary>
internal static class CsvRecords
{
    /// <summary>The next record; null at the end.</summary>
    public static List<string>? Read(TextReader reader)
    {
        if (reader.Peek() < 0)
        {
            return null;
        }

        var fields = new List<string>();
        do
        {
            fields.Add(reader.Peek() == '"' ? Quoted(reader) : Plain(reader));
        }
        while (Follows(reader));
        return fields;
    }

    /// <summary>Takes the comma or the break after a field.</summary>
    private static bool Follows(TextReader reader)
    {
        var next = reader.Read();
        if (next == '\r' && reader.Peek() == '\n')
        {
            reader.Read();
        }

        return next == ',';
    }

    private static string Plain(TextReader reader)
    {
        var field = new StringBuilder();
        while (reader.Peek() is >= 0 and not (',' or '\r' or '\n'))
        {
            field.Append((char)reader.Read());
        }

        return field.ToString();
    }

    private static string Quoted(TextReader reader)
    {
        var field = new StringBuilder();
        reader.Read();
        while (reader.Read() is >= 0 and var next)
        {
            if (next != '"')
            {
                field.Append((char)next);
            }
            else if (reader.Peek() == '"')
            {
                field.Append((char)reader.Read());
            }
            else
            {
                break;
            }
        }

        return field.Append(Plain(reader)).ToString();
    }
}
