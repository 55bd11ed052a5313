// A build with CUDA: a session has a stream of its own, and its runs can be captured as CUDA graphs. On the processor work is done at once.
#include "accelerator.h"
#include "failure.h"
#include "torch_version.h"

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

namespace probbnn {

namespace {

class Immediate : public Lane {
public:
    std::unique_ptr<Scope> enter() override { return std::make_unique<Scope>(); }

    void synchronize() override {}

    std::unique_ptr<Graph> capture(const std::function<void()> &) override {
        throw Failure(PROBBNN_GENERAL, "runs on the processor are not captured");
    }
};

class CapturedGraph : public Graph {
public:
    explicit CapturedGraph(c10::DeviceIndex device) : device_(device), pool_(at::cuda::graph_pool_handle()) {}

    // Allocations of other threads, which go on meanwhile, do not end a capture of this thread.
    void begin() {
#if PROBBNN_TORCH_AT_LEAST(2, 1)
        graph_.capture_begin(pool_, cudaStreamCaptureModeThreadLocal);
#else
        graph_.capture_begin(pool_);
#endif
    }

    void end() { graph_.capture_end(); }

    // Ends a capture that broke off: libtorch goes on with it otherwise, and with memory for it.
    void abandon() noexcept {
        try {
            end();
        } catch (...) {
#if PROBBNN_TORCH_AT_LEAST(2, 2)
            try {
                c10::cuda::CUDACachingAllocator::endAllocateToPool(device_, pool_);
                c10::cuda::CUDACachingAllocator::releasePool(device_, pool_);
            } catch (...) {
                // It had been ended; what broke off the capture is what is reported.
            }
#endif
        }
        cudaGetLastError();
    }

    void replay() override { graph_.replay(); }

private:
    c10::DeviceIndex device_;
    at::cuda::MempoolId_t pool_;
    at::cuda::CUDAGraph graph_;
};

class Stream : public Lane {
public:
    explicit Stream(const at::Device &device) : stream_(c10::cuda::getStreamFromPool(false, device.index())) {}

    std::unique_ptr<Scope> enter() override { return std::make_unique<OnStream>(stream_); }

    void synchronize() override { stream_.synchronize(); }

    std::unique_ptr<Graph> capture(const std::function<void()> &body) override {
        auto graph = std::make_unique<CapturedGraph>(stream_.device_index());
        stream_.synchronize();
        c10::cuda::CUDACachingAllocator::emptyCache(); // a graph has memory of its own, and takes none of what is kept for later
        graph->begin();
        try {
            body();
            graph->end();
        } catch (...) {
            graph->abandon();
            throw;
        }
        return graph;
    }

private:
    class OnStream : public Scope {
    public:
        explicit OnStream(const c10::cuda::CUDAStream &stream) : guard_(stream) {}

    private:
        c10::cuda::CUDAStreamGuard guard_;
    };

    c10::cuda::CUDAStream stream_;
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
