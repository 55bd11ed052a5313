// Standard normal noise from random keys, as in RandomKey: Threefry-2x64 with 20 rounds of counters (row, block), then Box and Muller;
// block j of a row gives columns 2 j and 2 j + 1. In double precision, rounded to the device's numbers.
#pragma once

#include <vector>

#include <ATen/ATen.h>

#include "device.h"

namespace probbnn {

struct Instruction;
class Frame;

// Counters and keys of all blocks that a program's instructions draw, so that one pass of tensor operations makes them all.
class NoisePlan {
public:
    // Takes note of an instruction: its value, and keys, rows and columns of the noise.
    void add(int64_t value, int64_t first_key, int64_t keys, int64_t rows, int64_t columns);

    // Makes the counters, once all instructions are known.
    void build(const Device &device);

    bool empty() const { return blocks_ == 0; }

    // The noise of all instructions [blocks, 2].
    at::Tensor draw(const Device &device, const at::Tensor &words) const;

    // The part of it that is a value.
    at::Tensor part(const Device &device, const at::Tensor &noise, int64_t value, at::IntArrayRef shape) const;

private:
    struct Part {
        int64_t value, first_key, keys, rows, columns, first_block;
    };

    std::vector<Part> parts_;
    int64_t blocks_ = 0;
    at::Tensor row_, block_, key_;
};

namespace noise {

// Two words for each counter of each key, all int64 tensors that broadcast; x0 and x1 are made.
void words(const at::Tensor &key0, const at::Tensor &key1, const at::Tensor &row, const at::Tensor &block, at::Tensor &x0, at::Tensor &x1);

// The noise of even and of odd columns, in double precision.
void normals(at::Tensor x0, at::Tensor x1, at::Tensor &even, at::Tensor &odd);

}

void keyed_normal(const Instruction &instruction, Frame &frame);
void keyed_normal_at(const Instruction &instruction, Frame &frame);

}
