#region snippet:libtorch
using ProbBnn.Engines.LibTorch;
using ProbBnn.Tensors;
#endregion
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>The snippet of docs/engines/libtorch.md, where there is no library.</summary>
public class LibTorchSnippet
{
    [Fact]
    public void Says_what_is_missing()
    {
        string path = "/nowhere/libprobbnn_torch.so";
        Assert.Throws<EngineLibraryException>(() =>
        {
            #region snippet:libtorch
            LibTorchDevice device = new LibTorchDevice.Cuda(0);     // or new LibTorchDevice.Cpu()
            using var engine = LibTorchEngine.Open(
                new LibTorchOptions { LibraryPath = path, Device = device, ElementType = ElementType.Float32 });
            #endregion
        });
    }
}
