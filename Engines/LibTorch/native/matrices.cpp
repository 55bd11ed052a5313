// Factors, triangular systems, and triangles in their packed form.
#include "kernels.h"

#include <algorithm>

namespace probbnn {

namespace {

// Larger systems in larger batches go to a library on CUDA whose work cannot be captured.
constexpr int64_t kLargestOrder = 512, kSystems = 8;

at::Tensor solution(const at::Tensor &matrix, const at::Tensor &right, bool upper) {
    const int64_t order = matrix.size(-1), systems = c10::multiply_integers(matrix.sizes().slice(0, matrix.dim() - 2));
    if (order <= kLargestOrder || systems <= kSystems) {
        return at::linalg_solve_triangular(matrix, right, upper);
    }
    const auto matrices = matrix.flatten(0, -3), rights = right.flatten(0, -3);
    std::vector<at::Tensor> parts;
    for (int64_t from = 0; from < systems; from += kSystems) {
        const int64_t count = std::min(kSystems, systems - from);
        parts.push_back(at::linalg_solve_triangular(matrices.narrow(0, from, count), rights.narrow(0, from, count), upper));
    }
    return at::cat(parts);
}

}

void cholesky(const Instruction &instruction, Frame &frame) {
    auto [factor, info] = at::linalg_cholesky_ex(frame.argument(instruction, 0));
    frame.checks.factor(instruction, factor, info);
    frame.set(instruction, std::move(factor));
}

void triangular_solve(const Instruction &instruction, Frame &frame) {
    const auto &matrix = frame.argument(instruction, 0), &right = frame.argument(instruction, 1);
    const bool transposed = instruction.attributes.at(0) != 0, is_factor = instruction.attributes.at(1) != 0;
    if (!is_factor && right.numel() > 0) {
        frame.checks.diagonal(instruction, matrix);
    }
    frame.set(instruction, solution(transposed ? matrix.mT() : matrix, right, transposed).reshape(instruction.shape));
}

void diagonal(const Instruction &instruction, Frame &frame) {
    frame.set(instruction, frame.argument(instruction, 0).diagonal(0, -2, -1).clone()); // a view would keep the matrix
}

void diagonal_matrix(const Instruction &instruction, Frame &frame) {
    frame.set(instruction, at::diag_embed(frame.argument(instruction, 0)));
}

void lower_triangle(const Instruction &instruction, Frame &frame) { frame.set(instruction, at::tril(frame.argument(instruction, 0))); }

void pack_lower(const Instruction &instruction, Frame &frame) {
    frame.set(instruction, frame.argument(instruction, 0).flatten(-2).index_select(-1, instruction.table));
}

void unpack_lower(const Instruction &instruction, Frame &frame) {
    frame.set(instruction, frame.argument(instruction, 0).index_select(-1, instruction.table).view(instruction.shape).tril_());
}

void exp_packed_diagonal(const Instruction &instruction, Frame &frame) {
    const auto &x = frame.argument(instruction, 0);
    auto y = x.clone(at::MemoryFormat::Contiguous);
    y.index_copy_(-1, instruction.table, x.index_select(-1, instruction.table).exp_());
    frame.set(instruction, std::move(y));
}

}
