#include "tables.h"

#include <algorithm>

namespace probbnn {

namespace {

// Places [n (n + 1) / 2] in a square matrix of the elements of its packed lower triangle.
std::vector<int64_t> packed_places(int64_t order) {
    std::vector<int64_t> places;
    for (int64_t row = 0; row < order; row++) {
        for (int64_t column = 0; column <= row; column++) {
            places.push_back(row * order + column);
        }
    }
    return places;
}

// Places [n n] in a packed lower triangle of the elements of its matrix; above the diagonal those of the mirror image.
std::vector<int64_t> square_places(int64_t order) {
    std::vector<int64_t> places;
    for (int64_t row = 0; row < order; row++) {
        for (int64_t column = 0; column < order; column++) {
            const int64_t low = std::max(row, column), high = std::min(row, column);
            places.push_back(low * (low + 1) / 2 + high);
        }
    }
    return places;
}

std::vector<int64_t> diagonal_places(int64_t packed) {
    std::vector<int64_t> places;
    for (int64_t row = 0; row * (row + 1) / 2 + row < packed; row++) {
        places.push_back(row * (row + 1) / 2 + row);
    }
    return places;
}

}

at::Tensor table_of(const Instruction &instruction, const std::vector<std::vector<int64_t>> &shapes, const Device &device) {
    const auto on_device = [&](const std::vector<int64_t> &places) { return at::tensor(places, at::kLong).to(device.place()); };
    switch (instruction.opcode) {
        case Opcode::Gather:
        case Opcode::ScatterAdd:
            return on_device({instruction.attributes.begin() + 1, instruction.attributes.end()});
        case Opcode::PackLower:
            return on_device(packed_places(shapes[instruction.arguments.at(0)].back()));
        case Opcode::UnpackLower:
            return on_device(square_places(instruction.shape.back()));
        case Opcode::ExpPackedDiagonal:
            return on_device(diagonal_places(instruction.shape.back()));
        case Opcode::CountMask:
            return at::arange(instruction.shape.back(), device.integers());
        default:
            return {};
    }
}

}
