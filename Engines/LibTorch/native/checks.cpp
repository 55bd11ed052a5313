#include "checks.h"

#include <algorithm>
#include <cmath>

#include "program.h"

namespace probbnn {

namespace {

constexpr double kLargestPosition = 4611686018427387904.0; // 2^62

bool is_whole(double x) { return x == std::floor(x); }

}

void Checks::factor(const Instruction &instruction, const at::Tensor &factor, const at::Tensor &info) {
    if (factor.numel() == 0) {
        return;
    }
    add(Kind::Info, instruction, 0, info);
    const auto diagonal = factor.diagonal(0, -2, -1);
    if (deferred_) {
        add(Kind::Factor, instruction, 0, diagonal.sum(-1)); // one number a matrix: not finite where a pivot is not
    } else {
        add(Kind::Factor, instruction, factor.size(-1), diagonal);
    }
}

void Checks::diagonal(const Instruction &instruction, const at::Tensor &matrix) {
    add(Kind::Diagonal, instruction, matrix.size(-1), matrix.diagonal(0, -2, -1));
}

void Checks::counts(const Instruction &instruction, const at::Tensor &counts, int64_t capacity) {
    add(Kind::Counts, instruction, capacity, counts);
}

void Checks::positions(const Instruction &instruction, const at::Tensor &positions) {
    add(Kind::Positions, instruction, 0, positions);
}

void Checks::add(Kind kind, const Instruction &instruction, int64_t capacity, const at::Tensor &numbers) {
    if (numbers.numel() == 0) {
        return;
    }
    Probe probe{kind, instruction.position, capacity, numbers.reshape({-1})};
    if (deferred_) {
        probes_.push_back(std::move(probe));
    } else {
        look(probe, probe.numbers.to(at::kDouble).contiguous());
    }
}

void Checks::gather() {
    std::vector<at::Tensor> numbers, infos;
    for (auto &probe : probes_) {
        (probe.kind == Kind::Info ? infos : numbers).push_back(probe.numbers);
    }
    std::vector<at::Tensor> all;
    for (const auto *part : {&numbers, &infos}) {
        if (!part->empty()) {
            all.push_back(at::cat(*part).to(at::kDouble));
        }
    }
    if (all.empty()) {
        return;
    }
    const auto gathered = at::cat(all);
    if (!staged_.defined() || staged_.numel() != gathered.numel()) {
        staged_ = at::empty(gathered.sizes(), at::TensorOptions(at::kDouble).pinned_memory(gathered.is_cuda()));
    }
    staged_.copy_(gathered, true);
}

void Checks::verify() const {
    int64_t at_numbers = 0, at_infos = 0;
    for (const auto &probe : probes_) {
        at_infos += probe.kind == Kind::Info ? 0 : probe.numbers.numel();
    }
    for (const auto &probe : probes_) {
        int64_t &start = probe.kind == Kind::Info ? at_infos : at_numbers;
        look(probe, staged_.narrow(0, start, probe.numbers.numel()));
        start += probe.numbers.numel();
    }
}

void Checks::clear() { probes_.clear(); }

void Checks::abandon() { new at::Tensor(std::move(staged_)); }

void Checks::look(const Probe &probe, const at::Tensor &numbers) {
    const double *x = numbers.data_ptr<double>();
    for (int64_t i = 0; i < numbers.numel(); i++) {
        if (!holds(probe, x[i])) {
            throw failure_of(probe, i, x[i]);
        }
    }
}

bool Checks::holds(const Probe &probe, double x) {
    switch (probe.kind) {
        case Kind::Info:
            return x == 0;
        case Kind::Factor:
            return x > 0 && std::isfinite(x);
        case Kind::Diagonal:
            return x != 0 && std::isfinite(x);
        case Kind::Counts:
            return x >= 0 && x <= static_cast<double>(probe.capacity) && is_whole(x);
        default:
            return x >= 0 && x <= kLargestPosition && is_whole(x);
    }
}

Failure Checks::failure_of(const Probe &probe, int64_t i, double x) {
    const int64_t order = std::max<int64_t>(probe.capacity, 1);
    Failure failure = probe.kind == Kind::Info
        ? Failure(PROBBNN_NOT_POSITIVE_DEFINITE, "a matrix is not positive definite", i, static_cast<int64_t>(x) - 1)
        : probe.kind == Kind::Factor
        ? Failure(PROBBNN_NOT_POSITIVE_DEFINITE, "a matrix is not positive definite", i / order, probe.capacity > 0 ? i % order : -1, x)
        : probe.kind == Kind::Diagonal ? Failure(PROBBNN_SINGULAR, "a triangular matrix cannot be inverted", i / order, i % order, x)
        : probe.kind == Kind::Counts   ? Failure(PROBBNN_BAD_COUNT, "a count is not a number of positions", i, -1, x)
                                       : Failure(PROBBNN_BAD_POSITION, "a position is no column of noise", i, -1, x);
    failure.instruction = probe.instruction;
    return failure;
}

}
