// The memory of one caller: inputs that stay at their addresses, and what the last run made.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <ATen/ATen.h>

#include "checks.h"
#include "program.h"
#include "torch_version.h"

namespace probbnn {

class Frame;

class Session {
public:
    explicit Session(std::shared_ptr<const Program> program);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    void write(int64_t input, const double *values, int64_t count);
    void read_input(int64_t input, double *values, int64_t count);
    void read(int64_t output, double *values, int64_t count);
    void run(const uint64_t *words, int64_t count);

    const Device &device() const { return program_->device(); }

    // Empty where runs replay a graph, else why they do not.
    const std::string &not_captured() const { return not_captured_; }

private:
    // Gives a run to the device: what it makes, and what is to be checked.
    void compute();
    void execute(Frame &frame);
    void keep(const Frame &frame);

    // Replaces state by its new values.
    void replace();

    bool capture_is_due() const;

    // Whether a run goes beside others; libtorch before 2.10 keeps what its libraries need in a table without a lock.
    bool must_be_alone() const { return !computation_ && device().is_cuda() && !PROBBNN_TORCH_AT_LEAST(2, 10); }

    void capture();
    // Whether the device still answers; the graphs are gone then, and forgotten otherwise.
    bool drop_graphs() noexcept;

    void require_same(const std::vector<at::Tensor> &expected) const;
    std::vector<at::Tensor> made() const;
    void forget();
    void copy_out(const at::Tensor &from, double *values, int64_t count);
    bool lies_in_an_input(const at::Tensor &value) const;

    std::shared_ptr<const Program> program_;
    std::unique_ptr<Lane> lane_;
    std::vector<at::Tensor> inputs_, staged_;
    std::vector<bool> uploading_; // by input: whether what is staged may not have been read yet
    at::Tensor words_, staged_words_;
    Checks checks_;
    std::vector<at::Tensor> outputs_, renewed_;
    std::unique_ptr<Graph> computation_, replacement_;
    std::string not_captured_;
    int64_t runs_ = 0, capture_at_;
    bool has_run_ = false;
};

}
