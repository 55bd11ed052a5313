// Elements that move, repeat, or are summed. Repeated and reordered tensors stay views of their argument.
#include "kernels.h"

namespace probbnn {

namespace {

int64_t axis_of(const Instruction &instruction) { return instruction.attributes.at(0); }

}

void same(const Instruction &instruction, Frame &frame) { frame.set(instruction, frame.argument(instruction, 0)); }

void reshape(const Instruction &instruction, Frame &frame) {
    frame.set(instruction, frame.argument(instruction, 0).reshape(instruction.shape));
}

void broadcast_to(const Instruction &instruction, Frame &frame) {
    frame.set(instruction, frame.argument(instruction, 0).expand(instruction.shape));
}

void sum_to(const Instruction &instruction, Frame &frame) {
    const auto &x = frame.argument(instruction, 0);
    const auto &target = instruction.shape;
    const int64_t missing = x.dim() - static_cast<int64_t>(target.size());
    std::vector<int64_t> summed;
    for (int64_t axis = 0; axis < x.dim(); axis++) {
        if (x.size(axis) != 1 && (axis < missing || target[axis - missing] == 1)) {
            summed.push_back(axis);
        }
    }
    frame.set(instruction, (summed.empty() ? x : at::sum(x, summed, true)).reshape(target));
}

void log_sum_exp(const Instruction &instruction, Frame &frame) {
    frame.set(instruction, at::logsumexp(frame.argument(instruction, 0), axis_of(instruction), true));
}

void permute(const Instruction &instruction, Frame &frame) {
    frame.set(instruction, frame.argument(instruction, 0).permute(instruction.attributes));
}

void slice(const Instruction &instruction, Frame &frame) {
    const int64_t axis = axis_of(instruction);
    frame.set(instruction, frame.argument(instruction, 0).narrow(axis, instruction.attributes.at(1), instruction.shape[axis]));
}

void embed(const Instruction &instruction, Frame &frame) {
    const auto &x = frame.argument(instruction, 0);
    auto y = at::zeros(instruction.shape, frame.program.device().numbers());
    const int64_t axis = axis_of(instruction);
    y.narrow(axis, instruction.attributes.at(1), x.size(axis)).copy_(x);
    frame.set(instruction, std::move(y));
}

void concat(const Instruction &instruction, Frame &frame) {
    std::vector<at::Tensor> parts;
    for (size_t i = 0; i < instruction.arguments.size(); i++) {
        parts.push_back(frame.argument(instruction, i));
    }
    frame.set(instruction, at::cat(parts, axis_of(instruction)));
}

void gather(const Instruction &instruction, Frame &frame) {
    frame.set(instruction, frame.argument(instruction, 0).index_select(axis_of(instruction), instruction.table));
}

void scatter_add(const Instruction &instruction, Frame &frame) {
    auto y = at::zeros(instruction.shape, frame.program.device().numbers());
    y.index_add_(axis_of(instruction), instruction.table, frame.argument(instruction, 0));
    frame.set(instruction, std::move(y));
}

void count_mask(const Instruction &instruction, Frame &frame) {
    const auto &counts = frame.argument(instruction, 0);
    frame.checks.counts(instruction, counts, instruction.shape.back());
    frame.set(instruction, at::lt(instruction.table, counts.unsqueeze(-1)).to(counts.scalar_type()));
}

}
