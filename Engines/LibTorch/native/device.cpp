#include "device.h"

#include <atomic>

#include <ATen/Parallel.h>

#include "failure.h"

namespace probbnn {

namespace {

at::Device place_of(uint32_t flags, int32_t index) {
    if ((flags & PROBBNN_CUDA) == 0) {
        return at::Device(at::kCPU);
    }
    if (!accelerator::built()) {
        throw Failure(PROBBNN_NO_DEVICE, "the library was built against a libtorch without CUDA");
    }
    const int count = accelerator::device_count();
    if (index < 0 || index >= count) {
        throw Failure(PROBBNN_NO_DEVICE, "there are " + std::to_string(count) + " CUDA devices");
    }
    return at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index));
}

}

Device::Device(uint32_t flags, int32_t index, int32_t threads)
    : flags_(flags), threads_(threads), place_(place_of(flags, index)), type_((flags & PROBBNN_SINGLE) != 0 ? at::kFloat : at::kDouble),
      name_(place_.is_cuda() ? accelerator::device_name(index) : "cpu") {}

void Device::settle() const {
    if (threads_ > 0 && at::get_num_threads() != threads_) {
        at::set_num_threads(threads_);
    }
    if (is_cuda()) {
        static std::atomic<int> applied{-1};
        const int wanted = has(PROBBNN_TF32) ? 1 : 0;
        if (applied.exchange(wanted) != wanted) {
            at::globalContext().setAllowTF32CuBLAS(has(PROBBNN_TF32));
        }
    }
}

}
