// The kernels of all operations, by file; what each computes is said by its operation in Tensors.
#pragma once

#include "frame.h"

namespace probbnn {

// elementwise.cpp
void add(const Instruction &, Frame &);
void subtract(const Instruction &, Frame &);
void multiply(const Instruction &, Frame &);
void divide(const Instruction &, Frame &);
void maximum(const Instruction &, Frame &);
void negate(const Instruction &, Frame &);
void exponential(const Instruction &, Frame &);
void logarithm(const Instruction &, Frame &);
void square_root(const Instruction &, Frame &);
void square(const Instruction &, Frame &);
void hyperbolic_tangent(const Instruction &, Frame &);
void sine(const Instruction &, Frame &);
void cosine(const Instruction &, Frame &);
void sigmoid(const Instruction &, Frame &);
void softplus(const Instruction &, Frame &);
void relu(const Instruction &, Frame &);
void step(const Instruction &, Frame &);

// structure.cpp
void same(const Instruction &, Frame &);
void reshape(const Instruction &, Frame &);
void broadcast_to(const Instruction &, Frame &);
void sum_to(const Instruction &, Frame &);
void log_sum_exp(const Instruction &, Frame &);
void permute(const Instruction &, Frame &);
void slice(const Instruction &, Frame &);
void embed(const Instruction &, Frame &);
void concat(const Instruction &, Frame &);
void gather(const Instruction &, Frame &);
void scatter_add(const Instruction &, Frame &);
void count_mask(const Instruction &, Frame &);

// products.cpp
void mat_mul(const Instruction &, Frame &);

// matrices.cpp
void cholesky(const Instruction &, Frame &);
void triangular_solve(const Instruction &, Frame &);
void diagonal(const Instruction &, Frame &);
void diagonal_matrix(const Instruction &, Frame &);
void lower_triangle(const Instruction &, Frame &);
void pack_lower(const Instruction &, Frame &);
void unpack_lower(const Instruction &, Frame &);
void exp_packed_diagonal(const Instruction &, Frame &);

}
