using System.Runtime.InteropServices;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Foundation;
using ProbBnn.PropertyTests.Data;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

/// <summary>What is said where the library does not fit; these tests need none, but for the last ones.</summary>
public class TorchLibraryTests
{
    [Fact]
    public void A_library_that_is_missing_is_named_with_how_to_get_it()
    {
        var problem = Refused(new LibTorchOptions { LibraryPath = "/nowhere/libprobbnn_torch.so" });
        Assert.Equal("/nowhere/libprobbnn_torch.so", problem.Where);
        Assert.Contains("docs/engines/libtorch.md", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_library_is_refused()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("libprobbnn_torch.so");
        File.WriteAllText(path, "no library");
        Assert.Contains("cannot be loaded", Refused(new LibTorchOptions { LibraryPath = path }).What, StringComparison.Ordinal);
        Assert.Equal("a folder", Refused(new LibTorchOptions { LibraryPath = folder.Folder }).Got);
        Assert.Equal("LibraryPath", Refused(new LibTorchOptions { LibraryPath = " " }).Where);
    }

    /// <summary>The runtime's own library, cut anywhere, would end the process when it is mapped.</summary>
    [Fact]
    public void A_library_that_was_cut_short_or_is_for_another_processor_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only files of Linux are looked at");
        using var folder = new TempFolder();
        string path = folder.PathOf("libprobbnn_torch.so");
        byte[] whole = File.ReadAllBytes(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"));
        Assert.Null(SharedObject.Fault(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so")));
        foreach (int length in new[] { 0, 10, 63, 64, 300, whole.Length / 2 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(
                length < 64 ? "no library" : "cut short", Refused(new LibTorchOptions { LibraryPath = path }).Got, StringComparison.Ordinal);
        }
        whole[18]++;
        File.WriteAllBytes(path, whole);
        Assert.Contains("another processor", Refused(new LibTorchOptions { LibraryPath = path }).Got, StringComparison.Ordinal);
    }

    /// <summary>A name without a folder is the file in the working folder, not whatever the system finds under the name.</summary>
    [Fact]
    public void A_path_is_one_from_the_working_folder()
    {
        string name = $"nowhere-{Guid.NewGuid():N}.so";
        Assert.Equal(Path.GetFullPath(name), Refused(new LibTorchOptions { LibraryPath = name }).Where);
    }

    [Fact]
    public void A_library_without_the_functions_is_refused()
    {
        string? other = new[] { "/lib/x86_64-linux-gnu/libm.so.6", "/lib64/libm.so.6", "/lib/aarch64-linux-gnu/libm.so.6" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(other is null, "this machine has no libm.so.6 in a usual place: no library without our functions");
        var problem = Refused(new LibTorchOptions { LibraryPath = other });
        Assert.Equal("probbnn_torch_abi", problem.Expected);
        Assert.Equal(other, problem.Where);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(5000, 8)]
    [InlineData(2, -1)]
    public void Options_outside_their_range_are_refused(int threads, int sessions) => Assert.Throws<OptionException>(
        () => LibTorchEngine.Open(new LibTorchOptions { Threads = threads, MaxPooledSessions = sessions }));

    /// <summary>What libtorch says of a lack of memory, and of anything else.</summary>
    [Fact]
    public void Failures_of_the_device_are_typed()
    {
        var listing = Listing.Of(Program.Of(("y", Expr.Input("x", [2, 3]).Tanh())), inverts: false);
        var memory = new NativeFailure(NativeStatus.OutOfMemory, 0, -1, -1, 0, "CUDA out of memory. Tried to allocate 2 GiB\nmore")
            .ToException(listing);
        Assert.Equal("operation Tanh, result [2, 3]", Assert.IsType<EngineException>(memory).Problem.Where);
        Assert.Equal("CUDA out of memory. Tried to allocate 2 GiB", memory.Problem.Got);
        Assert.IsType<EngineException>(new NativeFailure(NativeStatus.General, -1, -1, -1, 0, "odd").ToException(null));
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused() => Assert.Contains(
        "no such device",
        Refused(new LibTorchOptions { LibraryPath = TorchEngines.Library, Device = new LibTorchDevice.Cuda(1000) }).What,
        StringComparison.Ordinal);

    private static Problem Refused(LibTorchOptions options) =>
        Assert.Throws<EngineLibraryException>(() => LibTorchEngine.Open(options).Dispose()).Problem;
}
