namespace Pipeline.Worker.Tests;

public sealed class NativeLibrariesTests
{
    private const string NotFound =
        "Unable to load shared library 'Extern' or one of its dependencies. In order to help diagnose loading problems, "
        + "consider using a tool like strace.";

    [Fact]
    public void A_missing_dependency_is_named() => Assert.Equal(
        "The native library Extern cannot be loaded, because libdrm.so.2 is not installed: install the package that contains it.",
        Explain("libdrm.so.2: cannot open shared object file: No such file or directory"));

    [Fact]
    public void A_library_that_is_nowhere_is_missing_itself() => Assert.Equal(
        "The native library Extern cannot be loaded: the file, or something that it needs, is missing.",
        Explain("libExtern.so: cannot open shared object file: No such file or directory"));

    [Fact]
    public void A_damaged_file_is_named() => Assert.Equal(
        "The native library Extern cannot be loaded: /app/libExtern.so: file too short.", Explain("/app/libExtern.so: file too short"));

    [Fact]
    public void Another_error_is_not_about_a_library() =>
        Assert.Null(NativeLibraries.Explain(new InvalidOperationException("No.", new IOException("Neither."))));

    /// <summary>As it comes: within the failure of a type, and after what the loader says of other places.</summary>
    private static string? Explain(string said) => NativeLibraries.Explain(new TypeInitializationException(
        "Native", new DllNotFoundException(
            $"{NotFound}\n/app/Extern.so: cannot open shared object file: No such file or directory\n{said}\n"
            + "Extern: cannot open shared object file: No such file or directory")));
}
