// A build with CUDA: a session has a stream of its own, and its runs can be captured as CUDA graphs.
#include "accelerator.h"
#include "failure.h"
#include "immediate.h"
#include "streams.h"
#include "torch_version.h"

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>

namespace probbnn {

namespace {

#if PROBBNN_TORCH_AT_LEAST(2, 7)

class CapturedGraph : public Graph {
public:
    explicit CapturedGraph(c10::DeviceIndex device)
        : device_(device), pool_(at::cuda::graph_pool_handle()), graph_(std::make_unique<at::cuda::CUDAGraph>()) {}

    void record(const std::function<void()> &body) {
        try {
            graph_->capture_begin(pool_, cudaStreamCaptureModeThreadLocal);
        } catch (...) {
            give_memory_back();
            throw;
        }
        try {
            body();
        } catch (...) {
            try {
                graph_->capture_end();
            } catch (...) {
                give_memory_back(); // what broke off the capture is what is reported
            }
            throw;
        }
        try {
            graph_->capture_end();
        } catch (...) {
            give_memory_back();
            throw;
        }
    }

    void replay() override { graph_->replay(); }

private:
    // libtorch goes on with a capture that it could not begin or end, and with memory for it; what it remembers of the graph stays valid,
    // and the graph gives nothing back itself.
    void give_memory_back() noexcept {
        static_cast<void>(graph_.release());
        try {
            c10::cuda::CUDACachingAllocator::endAllocateToPool(device_, pool_);
        } catch (...) {
            // It had been ended.
        }
        try {
            c10::cuda::CUDACachingAllocator::releasePool(device_, pool_);
        } catch (...) {
            // It was never begun.
        }
        cudaGetLastError();
    }

    c10::DeviceIndex device_;
    decltype(at::cuda::graph_pool_handle()) pool_;
    std::unique_ptr<at::cuda::CUDAGraph> graph_;
};

std::unique_ptr<Graph> captured(const c10::cuda::CUDAStream &stream, const std::function<void()> &body) {
    stream.synchronize();
    c10::cuda::CUDACachingAllocator::emptyCache(); // a graph has memory of its own, and takes none of what is kept for later
    auto graph = std::make_unique<CapturedGraph>(stream.device_index());
    graph->record(body);
    return graph;
}

#else

// Before, a capture that breaks off stops the replays of every other.
std::unique_ptr<Graph> captured(const c10::cuda::CUDAStream &, const std::function<void()> &) {
    throw Failure(PROBBNN_GENERAL, "graphs need libtorch 2.7 or later, this is " TORCH_VERSION);
}

#endif

class Stream : public Lane {
public:
    explicit Stream(const at::Device &device) : leased_(device.index()) {}

    std::unique_ptr<Scope> enter() override { return std::make_unique<OnStream>(leased_.stream()); }

    void synchronize() override { leased_.stream().synchronize(); }

    std::unique_ptr<Graph> capture(const std::function<void()> &body) override { return captured(leased_.stream(), body); }

private:
    class OnStream : public Scope {
    public:
        explicit OnStream(const c10::cuda::CUDAStream &stream) : guard_(stream) {}

    private:
        c10::cuda::CUDAStreamGuard guard_;
    };

    LeasedStream leased_;
};

}

namespace accelerator {

bool built() { return true; }

int device_count() { return c10::cuda::device_count(); }

std::string device_name(int index) {
    cudaDeviceProp properties;
    return cudaGetDeviceProperties(&properties, index) == cudaSuccess ? properties.name : "";
}

std::unique_ptr<Lane> lane(const at::Device &device) {
    if (device.is_cuda()) {
        return std::make_unique<Stream>(device);
    }
    return std::make_unique<Immediate>();
}

}

}
