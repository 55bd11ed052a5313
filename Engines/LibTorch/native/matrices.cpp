// Factors, triangular systems, and triangles in their packed form.
#include "kernels.h"

namespace probbnn {

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
    frame.set(instruction, at::linalg_solve_triangular(transposed ? matrix.mT() : matrix, right, transposed));
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
