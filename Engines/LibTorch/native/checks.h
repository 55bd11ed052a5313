// Failures that a run may meet in its numbers: looked for at once on the processor; on a device, where looking means waiting, gathered and
// looked for after the run.
#pragma once

#include <vector>

#include <ATen/ATen.h>

#include "failure.h"

namespace probbnn {

struct Instruction;

class Checks {
public:
    explicit Checks(bool deferred) : deferred_(deferred) {}

    // A Cholesky factor, with what libtorch said of each matrix.
    void factor(const Instruction &instruction, const at::Tensor &factor, const at::Tensor &info);

    // The diagonals of triangular systems.
    void diagonal(const Instruction &instruction, const at::Tensor &matrix);

    // Counts up to a capacity.
    void counts(const Instruction &instruction, const at::Tensor &counts, int64_t capacity);

    // Columns of noise.
    void positions(const Instruction &instruction, const at::Tensor &positions);

    // Sends what is to be looked at to the host; part of a captured run.
    void gather();

    // Looks at it; the device must have done the run.
    // Throws Failure for the first instruction that failed.
    void verify() const;

    void clear();

    // Leaves memory of the host to a device that can no longer say whether it is done with it.
    void abandon();

private:
    enum class Kind { Info, Factor, Diagonal, Counts, Positions };

    struct Probe {
        Kind kind;
        int32_t instruction;
        int64_t capacity;
        at::Tensor numbers;
    };

    void add(Kind kind, const Instruction &instruction, int64_t capacity, const at::Tensor &numbers);
    static void look(const Probe &probe, const at::Tensor &numbers);
    static bool holds(const Probe &probe, double x);
    static Failure failure_of(const Probe &probe, int64_t i, double x);

    bool deferred_;
    std::vector<Probe> probes_;
    at::Tensor staged_; // numbers first, then infos
};

}
