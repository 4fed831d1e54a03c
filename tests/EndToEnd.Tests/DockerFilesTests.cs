using System.Reflection;
using System.Text.RegularExpressions;
using Pipeline.Dispatcher;
using Pipeline.Worker;

namespace Pipeline.EndToEnd.Tests;

/// <summary>
/// Images and the compose file, as far as they can be judged without an engine: names, paths, variables.
/// </summary>
public sealed partial class DockerFilesTests
{
    private static readonly string Docker = Path.Combine(Repository.Root, "deploy", "docker");

    public static TheoryData<string> Files =>
        [Path.Combine(Repository.Root, "docker-compose.yml"), .. Directory.GetFiles(Docker, "*.Dockerfile")];

    public static TheoryData<string> Images => [.. Directory.GetFiles(Docker, "*.Dockerfile")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_variable_is_a_setting_that_exists(string file)
    {
        var variables = Variable().Matches(File.ReadAllText(file)).Select(match => match.Value).Distinct().ToList();

        Assert.NotEmpty(variables);
        Assert.All(variables, variable => Assert.True(IsSetting(variable), variable));
    }

    [Fact]
    public void A_setting_that_does_not_exist_would_be_noticed()
    {
        Assert.True(IsSetting("Worker__Broker__Host"));
        Assert.True(IsSetting("Worker__Storage__Azure__ConnectionString"));
        Assert.False(IsSetting("Worker__Broker__Hots"));
        Assert.False(IsSetting("Worker__Brokers__Host"));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void What_is_copied_exists_and_what_is_started_is_published(string file)
    {
        var text = File.ReadAllText(file);
        var sources = Copied().Matches(text)
            .SelectMany(match => match.Groups["files"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1])
            .ToList();
        var sent = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"));
        var program = Started().Match(text).Groups["program"].Value;

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), source));
        Assert.All(sources, source => Assert.Contains($"!{source}", sent));
        Assert.True(File.Exists(Path.Combine(Repository.BinariesOf(program["Pipeline.".Length..]), program)), program);
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void A_worker_keeps_memory_as_the_scripts_have_it(string file)
    {
        var settings = HeapSetting().Matches(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "native", "heap.env")))
            .Select(match => $"{match.Groups["name"].Value}={match.Groups["value"].Value}")
            .ToList();
        var lines = File.ReadAllLines(file).Where(line => line.StartsWith("ENV MALLOC_", StringComparison.Ordinal));

        Assert.NotEmpty(settings);
        Assert.Equal(
            Path.GetFileName(file).StartsWith("Worker", StringComparison.Ordinal) ? [$"ENV {string.Join(' ', settings)}"] : [],
            lines);
    }

    /// <summary>By the section constants of the options classes.</summary>
    private static bool IsSetting(string variable)
    {
        var key = variable.Replace("__", ":", StringComparison.Ordinal);
        return new[] { typeof(WorkerRegistration), typeof(DispatcherRegistration) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Select(type => (Type: type, Section: type.GetField("Section")?.GetRawConstantValue() as string))
            .Where(options => options.Section is { } section && key.StartsWith($"{section}:", StringComparison.Ordinal))
            .Any(options => options.Type.GetProperty(
                key[(options.Section!.Length + 1)..], BindingFlags.Instance | BindingFlags.Public)?.CanWrite == true);
    }

    [GeneratedRegex("(Worker|Dispatcher)(__[A-Za-z0-9]+)+")]
    private static partial Regex Variable();

    [GeneratedRegex("^export (?<name>\\w+)=\\$\\{\\k<name>-(?<value>\\d+)\\}", RegexOptions.Multiline)]
    private static partial Regex HeapSetting();

    [GeneratedRegex("^COPY (?!--from)(?<files>.+)$", RegexOptions.Multiline)]
    private static partial Regex Copied();

    [GeneratedRegex("ENTRYPOINT \\[\"/app/(?<program>[A-Za-z.]+)\"\\]")]
    private static partial Regex Started();
}
