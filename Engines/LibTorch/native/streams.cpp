#include "streams.h"

#include <mutex>
#include <vector>

#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>

namespace probbnn {

namespace {

// Of all devices; never freed, since libtorch remembers what memory was used on which stream.
struct AtRest {
    std::mutex lock;
    std::vector<c10::cuda::CUDAStream> streams;
};

AtRest &at_rest() {
    static AtRest &all = *new AtRest();
    return all;
}

c10::cuda::CUDAStream leased(c10::DeviceIndex device) {
    {
        const std::lock_guard<std::mutex> guard(at_rest().lock);
        auto &streams = at_rest().streams;
        for (auto at = streams.begin(); at != streams.end(); ++at) {
            if (at->device_index() == device) {
                const auto stream = *at;
                streams.erase(at);
                return stream;
            }
        }
    }
    const c10::cuda::CUDAGuard on_device(device);
    cudaStream_t made = nullptr;
    C10_CUDA_CHECK(cudaStreamCreateWithFlags(&made, cudaStreamNonBlocking));
    return c10::cuda::getStreamFromExternal(made, device);
}

}

LeasedStream::LeasedStream(c10::DeviceIndex device) : stream_(leased(device)) {}

LeasedStream::~LeasedStream() {
    const std::lock_guard<std::mutex> guard(at_rest().lock);
    at_rest().streams.push_back(stream_);
}

}
