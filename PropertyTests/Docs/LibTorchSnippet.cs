using ProbBnn.Engines.LibTorch;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
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
            var options = new LibTorchOptions { LibraryPath = path, Device = new LibTorchDevice.Cuda(0), ElementType = ElementType.Float32 };
            using var engine = LibTorchEngine.Open(options);
            #endregion
        });
    }
}
