// Where programs run, and in which numbers.
#pragma once

#include <memory>
#include <string>

#include <ATen/ATen.h>

#include "accelerator.h"
#include "probbnn_torch.h"

namespace probbnn {

class Device {
public:
    Device(uint32_t flags, int32_t index, int32_t threads);

    const at::Device &place() const { return place_; }
    at::ScalarType type() const { return type_; }
    bool is_cuda() const { return place_.is_cuda(); }
    const std::string &name() const { return name_; }

    // Noise by tensor operations instead of a loop.
    bool tensor_noise() const { return has(PROBBNN_TENSOR_NOISE) || is_cuda(); }

    // Failures are looked for after a run, all at once.
    bool deferred_checks() const { return has(PROBBNN_DEFERRED_CHECKS) || is_cuda(); }

    // Runs are captured after the first few.
    bool graphs() const { return has(PROBBNN_GRAPHS); }

    at::TensorOptions numbers() const { return at::TensorOptions(type_).device(place_); }
    at::TensorOptions integers() const { return at::TensorOptions(at::kLong).device(place_); }

    // What every call of the calling thread depends on, and libtorch keeps for the process or the thread.
    void settle() const;

private:
    bool has(probbnn_flags flag) const { return (flags_ & flag) != 0; }

    uint32_t flags_;
    int32_t threads_;
    at::Device place_;
    at::ScalarType type_;
    std::string name_;
};

}
