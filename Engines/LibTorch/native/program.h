// A program as the library runs it: instructions bound to their kernels, with what of them can be made once.
#pragma once

#include <memory>
#include <vector>

#include <ATen/ATen.h>

#include "device.h"
#include "noise.h"
#include "probbnn_opcodes.h"
#include "probbnn_torch.h"

namespace probbnn {

enum class Opcode : int64_t {
#define PROBBNN_ENUMERATOR(name) name,
    PROBBNN_OPCODES(PROBBNN_ENUMERATOR)
#undef PROBBNN_ENUMERATOR
        Count
};

const char *name_of(Opcode opcode);

class Frame;
struct Instruction;

using Kernel = void (*)(const Instruction &, Frame &);

struct Instruction {
    Opcode opcode;
    Kernel kernel;
    int32_t position;
    int64_t result;
    std::vector<int64_t> arguments, dying, attributes;
    std::vector<int64_t> shape; // of the result
    at::Tensor table;           // positions or the like, on the device

    // Whether nothing reads an argument after this instruction.
    bool is_last_use(size_t argument) const;
};

struct Update {
    int64_t input, value;
};

class Program {
public:
    Program(std::shared_ptr<const Device> device, const probbnn_program_text &text);

    const Device &device() const { return *device_; }
    const std::vector<std::vector<int64_t>> &shapes() const { return shapes_; }
    const std::vector<Instruction> &instructions() const { return instructions_; }
    const std::vector<at::Tensor> &constants() const { return constants_; }
    const std::vector<at::Tensor> &scalars() const { return scalars_; }
    const std::vector<int64_t> &inputs() const { return inputs_; }
    const std::vector<int64_t> &outputs() const { return outputs_; }
    const std::vector<Update> &updates() const { return updates_; }
    const NoisePlan &noise() const { return noise_; }
    int64_t keys() const { return keys_; }

private:
    std::shared_ptr<const Device> device_;
    std::vector<std::vector<int64_t>> shapes_;
    std::vector<Instruction> instructions_;
    std::vector<at::Tensor> constants_; // by value; undefined where a value is none
    std::vector<at::Tensor> scalars_;   // by value: constants of one number, as the processor's
    std::vector<int64_t> inputs_, outputs_;
    std::vector<Update> updates_;
    NoisePlan noise_;
    int64_t keys_;
};

}
