#include "program.h"

#include <algorithm>

#include "frame.h"
#include "reader.h"
#include "tables.h"
#include "turn.h"

namespace probbnn {

namespace {

const char *const kNames[] = {
#define PROBBNN_NAME(name) #name,
    PROBBNN_OPCODES(PROBBNN_NAME)
#undef PROBBNN_NAME
};

std::vector<std::vector<int64_t>> read_shapes(const probbnn_program_text &text) {
    std::vector<std::vector<int64_t>> shapes;
    for (Reader reader(text.shapes, text.shapes_length); !reader.done();) {
        shapes.push_back(reader.list());
    }
    return shapes;
}

std::vector<int64_t> read_values(const int64_t *words, int64_t length, int64_t values) {
    Reader reader(words, length);
    std::vector<int64_t> read(static_cast<size_t>(length));
    for (auto &value : read) {
        value = reader.below(values);
    }
    return read;
}

Instruction read_instruction(Reader &reader, const std::vector<std::vector<int64_t>> &shapes, int32_t position) {
    const auto values = static_cast<int64_t>(shapes.size());
    Instruction instruction;
    instruction.position = position;
    instruction.opcode = static_cast<Opcode>(reader.below(static_cast<int64_t>(Opcode::Count)));
    instruction.kernel = kernel_of(instruction.opcode);
    instruction.result = reader.below(values);
    instruction.shape = shapes[instruction.result];
    instruction.arguments = reader.list(values);
    instruction.dying = reader.list(values);
    instruction.attributes = reader.list();
    return instruction;
}

int64_t size_of(const std::vector<int64_t> &shape) {
    int64_t size = 1;
    for (const int64_t dimension : shape) {
        size *= dimension;
    }
    return size;
}

}

const char *name_of(Opcode opcode) { return kNames[static_cast<int64_t>(opcode)]; }

bool Instruction::is_last_use(size_t argument) const {
    const int64_t value = arguments[argument];
    return std::find(dying.begin(), dying.end(), value) != dying.end() && std::count(arguments.begin(), arguments.end(), value) == 1;
}

Program::Program(std::shared_ptr<const Device> device, const probbnn_program_text &text)
    : device_(std::move(device)), shapes_(read_shapes(text)), constants_(shapes_.size()), scalars_(shapes_.size()), keys_(text.keys) {
    const auto values = static_cast<int64_t>(shapes_.size());
    const Turn turn(*device_);
    const auto lane = accelerator::lane(device_->place());
    const auto scope = lane->enter();
    for (Reader reader(text.constants, text.constants_length); !reader.done();) {
        const int64_t value = reader.below(values), size = size_of(shapes_[value]), first = reader.below(text.numbers_length + 1);
        if (first + size > text.numbers_length) {
            throw Failure(PROBBNN_BAD_PROGRAM, "a constant lies outside the numbers");
        }
        const auto numbers = at::from_blob(const_cast<double *>(text.numbers + first), shapes_[value], at::kDouble);
        constants_[value] = at::empty(shapes_[value], device_->numbers()).copy_(numbers);
        if (shapes_[value].empty()) {
            scalars_[value] = at::empty({}, device_->type()).copy_(numbers);
        }
    }
    inputs_ = read_values(text.inputs, text.inputs_length, values);
    outputs_ = read_values(text.outputs, text.outputs_length, values);
    for (Reader reader(text.updates, text.updates_length); !reader.done();) {
        const int64_t input = reader.below(text.inputs_length);
        updates_.push_back({input, reader.below(values)});
    }
    for (Reader reader(text.code, text.code_length); !reader.done();) {
        auto instruction = read_instruction(reader, shapes_, static_cast<int32_t>(instructions_.size()));
        if (instruction.opcode == Opcode::KeyedNormal) {
            const auto &a = instruction.attributes;
            noise_.add(instruction.result, a.at(0), a.at(1), a.at(2), a.at(3));
        }
        instruction.table = table_of(instruction, shapes_, *device_);
        instructions_.push_back(std::move(instruction));
    }
    if (device_->tensor_noise()) {
        noise_.build(*device_);
    }
    lane->synchronize(); // sessions have lanes of their own
}

}
