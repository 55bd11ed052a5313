namespace ProbBnn.Engines.LibTorch;

/// <summary>Where libtorch computes.</summary>
public abstract record LibTorchDevice
{
    private LibTorchDevice()
    {
    }

    /// <summary>The processor.</summary>
    public sealed record Cpu : LibTorchDevice;

    /// <summary>A CUDA device.</summary>
    /// <param name="Index">Which one, from 0.</param>
    public sealed record Cuda(int Index = 0) : LibTorchDevice;
}
