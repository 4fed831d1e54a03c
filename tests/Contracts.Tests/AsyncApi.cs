using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Contracts.Tests;

/// <summary>Describes the messages and where they go, as AsyncAPI 3.0, from the contracts themselves.</summary>
internal static class AsyncApi
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Exchange, Type Message)[] Events =
    [
        (EventNames.BackgroundRemoved, typeof(BackgroundRemoved)),
        (EventNames.BackgroundRemovalFailed, typeof(BackgroundRemovalFailed)),
        (EventNames.BatchCompleted, typeof(BatchCompleted)),
        (EventNames.BatchCancelled, typeof(BatchCancelled)),
        (EventNames.WorkerAnnounced, typeof(WorkerAnnounced)),
    ];

    /// <summary>The whole document, ending in a line break.</summary>
    public static string Document()
    {
        var channels = new JsonObject { ["remove-background"] = JobChannel() };
        var operations = new JsonObject { ["submit"] = Operation("receive", "remove-background") };
        var messages = new JsonObject { [nameof(RemoveBackground)] = Message(typeof(RemoveBackground), null) };
        foreach (var (exchange, type) in Events)
        {
            channels[exchange] = EventChannel(exchange, type);
            operations[exchange] = Operation("send", exchange);
            messages[type.Name] = Message(type, exchange);
        }

        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Pipeline",
                ["version"] = "1.0.0",
                ["description"] = "Background removal: jobs in, events out. RabbitMQ, AMQP 0-9-1.",
            },
            ["defaultContentType"] = "application/json",
            ["channels"] = channels,
            ["operations"] = operations,
            ["components"] = new JsonObject { ["messages"] = messages },
        }.ToJsonString(Written) + "\n";
    }

    private static JsonObject JobChannel()
    {
        var channel = Channel(EndpointNames.RemoveBackground("{chain}"), typeof(RemoveBackground));
        channel["description"] = "Exchange and quorum queue of one chain; beside it the same name with .interactive, for "
            + "jobs that a person waits for. Publish with the mandatory flag, the job's id as the message id.";
        channel["parameters"] = new JsonObject
        {
            ["chain"] = new JsonObject { ["description"] = "Name of the chain, such as standard." },
        };
        return channel;
    }

    private static JsonObject EventChannel(string exchange, Type type)
    {
        var channel = Channel(exchange, type);
        channel["description"] = "Bind a queue of your own to the exchange.";
        return channel;
    }

    private static JsonObject Channel(string exchange, Type type) => new()
    {
        ["address"] = exchange,
        ["messages"] = new JsonObject { [type.Name] = Reference($"#/components/messages/{type.Name}") },
        ["bindings"] = new JsonObject
        {
            ["amqp"] = new JsonObject
            {
                ["is"] = "routingKey",
                ["exchange"] = new JsonObject
                {
                    ["name"] = exchange,
                    ["type"] = "fanout",
                    ["durable"] = true,
                    ["autoDelete"] = false,
                },
            },
        },
    };

    private static JsonObject Operation(string action, string channel) => new()
    {
        ["action"] = action,
        ["channel"] = Reference($"#/channels/{channel}"),
    };

    private static JsonObject Message(Type type, string? eventType)
    {
        var message = new JsonObject { ["name"] = type.Name, ["contentType"] = "application/json" };
        if (eventType is not null)
        {
            message["headers"] = Headers(eventType);
        }

        var payload = Wire.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Describe,
        });
        Rebase(payload, $"#/components/messages/{type.Name}/payload");
        message["payload"] = payload;
        return message;
    }

    /// <summary>CloudEvents 1.0, binary mode: attributes as AMQP headers, all of them texts.</summary>
    private static JsonObject Headers(string eventType) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(CloudEventHeaders.Of("", "", eventType, "", default)
            .Select(header => KeyValuePair.Create<string, JsonNode?>(
                header.Key,
                header.Value == eventType
                    ? new JsonObject { ["const"] = eventType }
                    : new JsonObject { ["type"] = "string" }))),
    };

    /// <summary>A type that comes twice is a reference, from the root of its schema: here, of the document.</summary>
    private static void Rebase(JsonNode? node, string root)
    {
        if (node is JsonObject reference && reference["$ref"] is { } to)
        {
            reference["$ref"] = root + to.GetValue<string>()[1..];
        }

        foreach (var child in node is JsonObject many ? many.Select(pair => pair.Value) : node as JsonArray ?? [])
        {
            Rebase(child, root);
        }
    }

    private static JsonObject Reference(string to) => new() { ["$ref"] = to };

    /// <summary>A length has a converter of its own, which the exporter cannot look into.</summary>
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = context.TypeInfo.Type;
        return (Nullable.GetUnderlyingType(type) ?? type) == typeof(Extent)
            ? new JsonObject
            {
                ["type"] = type == typeof(Extent) ? "string" : new JsonArray("string", "null"),
                ["pattern"] = Extent.Pattern,
            }
            : node;
    }
}
