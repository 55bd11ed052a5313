// Streams of a CUDA device, each with one session at a time: libtorch's own are 32, handed out again while they are in use.
#pragma once

#include <c10/cuda/CUDAStream.h>

namespace probbnn {

class LeasedStream {
public:
    explicit LeasedStream(c10::DeviceIndex device);
    ~LeasedStream();
    LeasedStream(const LeasedStream &) = delete;
    LeasedStream &operator=(const LeasedStream &) = delete;

    const c10::cuda::CUDAStream &stream() const { return stream_; }

private:
    c10::cuda::CUDAStream stream_;
};

}
