// Functions of every element, written over an argument that nothing reads any more where its memory fits.
#include "kernels.h"

namespace probbnn {

namespace {

// Beyond this log(1 + exp x) is x in both precisions, and exp x is far from overflow.
constexpr double kSoftplusIsIdentity = 40;

template <typename Fresh, typename Into>
void unary(const Instruction &instruction, Frame &frame, const Fresh &fresh, const Into &into) {
    const auto &x = frame.argument(instruction, 0);
    if (frame.may_overwrite(instruction, 0)) {
        auto y = x;
        into(y, x);
        frame.set(instruction, std::move(y));
    } else {
        frame.set(instruction, fresh(x));
    }
}

template <typename Fresh, typename Into>
void binary(const Instruction &instruction, Frame &frame, const Fresh &fresh, const Into &into) {
    // Two of the processor's numbers would give one of the processor's.
    const bool whole = frame.is_number(instruction, 0) && frame.is_number(instruction, 1);
    const auto &a = whole ? frame.argument(instruction, 0) : frame.operand(instruction, 0);
    const auto &b = whole ? frame.argument(instruction, 1) : frame.operand(instruction, 1);
    for (size_t i = 0; i < 2; i++) {
        if (frame.may_overwrite(instruction, i)) {
            auto y = frame.argument(instruction, i);
            into(y, a, b);
            frame.set(instruction, std::move(y));
            return;
        }
    }
    frame.set(instruction, fresh(a, b));
}

using T = at::Tensor;

}

void add(const Instruction &i, Frame &f) {
    binary(
        i, f, [](const T &a, const T &b) { return at::add(a, b); }, [](T &y, const T &a, const T &b) { at::add_out(y, a, b); });
}

void subtract(const Instruction &i, Frame &f) {
    binary(
        i, f, [](const T &a, const T &b) { return at::sub(a, b); }, [](T &y, const T &a, const T &b) { at::sub_out(y, a, b); });
}

void multiply(const Instruction &i, Frame &f) {
    binary(
        i, f, [](const T &a, const T &b) { return at::mul(a, b); }, [](T &y, const T &a, const T &b) { at::mul_out(y, a, b); });
}

void divide(const Instruction &i, Frame &f) {
    binary(
        i, f, [](const T &a, const T &b) { return at::div(a, b); }, [](T &y, const T &a, const T &b) { at::div_out(y, a, b); });
}

void maximum(const Instruction &i, Frame &f) {
    binary(
        i, f, [](const T &a, const T &b) { return at::maximum(a, b); }, [](T &y, const T &a, const T &b) { at::maximum_out(y, a, b); });
}

void negate(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::neg(x); }, [](T &y, const T &x) { at::neg_out(y, x); });
}

void exponential(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::exp(x); }, [](T &y, const T &x) { at::exp_out(y, x); });
}

void logarithm(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::log(x); }, [](T &y, const T &x) { at::log_out(y, x); });
}

void square_root(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::sqrt(x); }, [](T &y, const T &x) { at::sqrt_out(y, x); });
}

void square(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::mul(x, x); }, [](T &y, const T &x) { at::mul_out(y, x, x); });
}

void hyperbolic_tangent(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::tanh(x); }, [](T &y, const T &x) { at::tanh_out(y, x); });
}

void sine(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::sin(x); }, [](T &y, const T &x) { at::sin_out(y, x); });
}

void cosine(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::cos(x); }, [](T &y, const T &x) { at::cos_out(y, x); });
}

void sigmoid(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::sigmoid(x); }, [](T &y, const T &x) { at::sigmoid_out(y, x); });
}

void softplus(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::softplus(x, 1, kSoftplusIsIdentity); },
        [](T &y, const T &x) { at::softplus_out(y, x, 1, kSoftplusIsIdentity); });
}

void relu(const Instruction &i, Frame &f) {
    unary(
        i, f, [](const T &x) { return at::clamp_min(x, 0); }, [](T &y, const T &x) { at::clamp_min_out(y, x, 0); });
}

void step(const Instruction &i, Frame &f) {
    const auto zero = at::zeros({}, f.program.device().type());
    unary(
        i, f, [&](const T &x) { return at::heaviside(x, zero); }, [&](T &y, const T &x) { at::heaviside_out(y, x, zero); });
}

}
