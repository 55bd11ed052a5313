// The values of a run, as kernels see them.
#pragma once

#include <vector>

#include <ATen/ATen.h>

#include "checks.h"
#include "noise.h"
#include "program.h"

namespace probbnn {

class Frame {
public:
    Frame(const Program &program, Checks &checks, const at::Tensor &words, const uint64_t *host_words)
        : program(program), checks(checks), words(words), host_words(host_words), values(program.shapes().size()) {}

    const Program &program;
    Checks &checks;
    const at::Tensor &words;      // [keys, 2] on the device
    const uint64_t *host_words;   // the same, for kernels of the processor
    at::Tensor noise;             // of all keyed instructions together, where tensor operations make it
    std::vector<at::Tensor> values;

    const at::Tensor &argument(const Instruction &instruction, size_t i) const { return values[instruction.arguments[i]]; }

    // Whether an argument is a constant of one number.
    bool is_number(const Instruction &instruction, size_t i) const { return program.scalars()[instruction.arguments[i]].defined(); }

    // An argument for an elementwise function: constants of one number as the processor's, which go along with a kernel's launch.
    const at::Tensor &operand(const Instruction &instruction, size_t i) const {
        const auto &scalar = program.scalars()[instruction.arguments[i]];
        return scalar.defined() ? scalar : argument(instruction, i);
    }

    // Whether a result of the instruction's shape may be written over an argument: nothing else sees its memory.
    bool may_overwrite(const Instruction &instruction, size_t i) const {
        const auto &x = argument(instruction, i);
        return instruction.is_last_use(i) && x.use_count() == 1 && x.storage().use_count() == 1 && x.is_non_overlapping_and_dense()
            && x.sizes() == at::IntArrayRef(instruction.shape);
    }

    void set(const Instruction &instruction, at::Tensor value) { values[instruction.result] = std::move(value); }
};

// The kernel of an operation.
Kernel kernel_of(Opcode opcode);

}
