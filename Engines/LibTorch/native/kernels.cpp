#include "kernels.h"

namespace probbnn {

namespace {

struct Entry {
    Opcode opcode;
    Kernel kernel;
};

constexpr Entry kKernels[] = {
    {Opcode::Add, add},
    {Opcode::Subtract, subtract},
    {Opcode::Multiply, multiply},
    {Opcode::Divide, divide},
    {Opcode::Maximum, maximum},
    {Opcode::Negate, negate},
    {Opcode::Exp, exponential},
    {Opcode::Log, logarithm},
    {Opcode::Sqrt, square_root},
    {Opcode::Square, square},
    {Opcode::Tanh, hyperbolic_tangent},
    {Opcode::Sin, sine},
    {Opcode::Cos, cosine},
    {Opcode::Sigmoid, sigmoid},
    {Opcode::Softplus, softplus},
    {Opcode::Relu, relu},
    {Opcode::Step, step},
    {Opcode::StopGradient, same},
    {Opcode::Reshape, reshape},
    {Opcode::BroadcastTo, broadcast_to},
    {Opcode::SumTo, sum_to},
    {Opcode::LogSumExp, log_sum_exp},
    {Opcode::Permute, permute},
    {Opcode::Slice, slice},
    {Opcode::Embed, embed},
    {Opcode::Concat, concat},
    {Opcode::Gather, gather},
    {Opcode::ScatterAdd, scatter_add},
    {Opcode::CountMask, count_mask},
    {Opcode::MatMul, mat_mul},
    {Opcode::Cholesky, cholesky},
    {Opcode::TriangularSolve, triangular_solve},
    {Opcode::Diagonal, diagonal},
    {Opcode::DiagonalMatrix, diagonal_matrix},
    {Opcode::LowerTriangle, lower_triangle},
    {Opcode::PackLower, pack_lower},
    {Opcode::UnpackLower, unpack_lower},
    {Opcode::ExpPackedDiagonal, exp_packed_diagonal},
    {Opcode::KeyedNormal, keyed_normal},
    {Opcode::KeyedNormalAt, keyed_normal_at},
};

constexpr bool in_order() {
    for (int64_t i = 0; i < static_cast<int64_t>(Opcode::Count); i++) {
        if (kKernels[i].opcode != static_cast<Opcode>(i)) {
            return false;
        }
    }
    return true;
}

static_assert(sizeof(kKernels) / sizeof(Entry) == static_cast<size_t>(Opcode::Count), "every operation has a kernel");
static_assert(in_order(), "kernels are in the order of the operations");

}

Kernel kernel_of(Opcode opcode) { return kKernels[static_cast<int64_t>(opcode)].kernel; }

}
