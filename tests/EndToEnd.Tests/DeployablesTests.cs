using System.Text.Json;
using Pipeline.Dispatcher;
using Pipeline.Worker;

namespace Pipeline.EndToEnd.Tests;

/// <summary>The walls between the deployables.</summary>
public sealed class DeployablesTests
{
    [Fact]
    public void The_dispatcher_carries_no_image_or_network_library()
    {
        Assert.DoesNotContain(
            LibrariesOf("Dispatcher", "Pipeline.Dispatcher"),
            library => IsHeavy(library) || library.StartsWith("Pipeline.Worker", StringComparison.Ordinal));
    }

    [Fact]
    public void The_worker_does_not_know_the_dispatcher()
    {
        var libraries = LibrariesOf("Worker", "Pipeline.Worker");

        Assert.DoesNotContain(libraries, library => library.StartsWith("Pipeline.Dispatcher", StringComparison.Ordinal));
        Assert.Contains(libraries, IsHeavy);
    }

    [Fact]
    public void Neither_assembly_references_the_other()
    {
        static IEnumerable<string?> References(Type type) =>
            type.Assembly.GetReferencedAssemblies().Select(reference => reference.Name);

        Assert.DoesNotContain("Pipeline.Worker", References(typeof(DispatcherRegistration)));
        Assert.DoesNotContain("Pipeline.Dispatcher", References(typeof(WorkerRegistration)));
    }

    /// <summary>Everything that would be deployed with a project, from the file that its build wrote.</summary>
    private static List<string> LibrariesOf(string project, string assembly)
    {
        var file = Path.Combine(Repository.BinariesOf(project), $"{assembly}.deps.json");
        using var dependencies = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. dependencies.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name)];
    }

    private static bool IsHeavy(string library) =>
        new[] { "OpenCv", "OnnxRuntime", "NetVips" }.Any(name => library.Contains(name, StringComparison.OrdinalIgnoreCase));
}
