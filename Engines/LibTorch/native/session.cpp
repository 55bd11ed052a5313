#include "session.h"

#include <cstring>

#include "frame.h"
#include "torch_version.h"
#include "turn.h"

namespace probbnn {

namespace {

// Runs before a capture; after one that broke off, so many times more before the next.
constexpr int64_t kWarmRuns = 3, kPatience = 8;

// How far a replay may be from a run, beside the largest number: sums that a device adds in no fixed order, divided by their own size.
constexpr double kRelative = 1e-2, kAbsolute = 1e-6;

at::Tensor pinned(at::IntArrayRef shape, at::ScalarType type) { return at::empty(shape, at::TensorOptions(type).pinned_memory(true)); }

bool is_close(const at::Tensor &expected, const at::Tensor &got) {
    const auto finite = expected.isfinite();
    const auto kept = [&](const at::Tensor &x) { return at::where(finite, x, at::zeros_like(x)).abs().max().item<double>(); };
    return finite.equal(got.isfinite()) && kept(got - expected) <= kRelative * kept(expected) + kAbsolute;
}

void require(int64_t got, int64_t expected, const char *what) {
    if (got != expected) {
        throw Failure(PROBBNN_GENERAL, std::to_string(got) + " " + what + " given, " + std::to_string(expected) + " expected");
    }
}

}

Session::Session(std::shared_ptr<const Program> program)
    : program_(std::move(program)), lane_(accelerator::lane(device().place())), uploading_(program_->inputs().size()),
      checks_(device().deferred_checks()), capture_at_(kWarmRuns) {
    const Turn turn(device());
    const auto scope = lane_->enter();
    for (const int64_t value : program_->inputs()) {
        const auto &shape = program_->shapes()[value];
        inputs_.push_back(at::zeros(shape, device().numbers()));
        staged_.push_back(device().is_cuda() ? pinned(shape, device().type()) : at::Tensor());
    }
    words_ = at::zeros({program_->keys(), 2}, device().integers());
    staged_words_ = device().is_cuda() ? pinned(words_.sizes(), at::kLong) : words_;
    not_captured_ = device().graphs() ? "the first " + std::to_string(kWarmRuns) + " runs are not captured"
        : device().is_cuda()          ? "graphs are turned off"
                                      : "only runs on CUDA are captured";
}

Session::~Session() {
    const Turn turn(device(), true);
    if (!drop_graphs()) {
        // A device that has failed cannot say which memory of the host it is done with.
        new std::vector<at::Tensor>(std::move(staged_));
        new at::Tensor(std::move(staged_words_));
        checks_.abandon();
    }
}

void Session::write(int64_t input, const double *values, int64_t count) {
    const Turn turn(device());
    const auto scope = lane_->enter();
    auto &target = inputs_.at(static_cast<size_t>(input));
    require(count, target.numel(), "elements");
    const auto given = at::from_blob(const_cast<double *>(values), target.sizes(), at::kDouble);
    if (!device().is_cuda()) {
        target.copy_(given);
        return;
    }
    if (uploading_[input]) {
        lane_->synchronize();
    }
    staged_[input].copy_(given);
    target.copy_(staged_[input], true);
    uploading_[input] = true;
}

void Session::read_input(int64_t input, double *values, int64_t count) { copy_out(inputs_.at(static_cast<size_t>(input)), values, count); }

void Session::read(int64_t output, double *values, int64_t count) {
    if (!has_run_) {
        throw Failure(PROBBNN_GENERAL, "the program has not run");
    }
    copy_out(outputs_.at(static_cast<size_t>(output)), values, count);
}

void Session::run(const uint64_t *words, int64_t count) {
    const bool captures = capture_is_due();
    const Turn turn(device(), captures || must_be_alone());
    const auto scope = lane_->enter();
    require(count, words_.numel(), "words of keys");
    has_run_ = false;
    if (count > 0) {
        std::memcpy(staged_words_.data_ptr<int64_t>(), words, static_cast<size_t>(count) * sizeof(uint64_t));
    }
    if (device().is_cuda() && count > 0) {
        words_.copy_(staged_words_, true);
    }
    if (captures) {
        capture();
    }
    if (computation_) {
        computation_->replay();
    } else {
        compute();
    }
    runs_++;
    lane_->synchronize();
    uploading_.assign(uploading_.size(), false);
    checks_.verify();
    if (replacement_) {
        replacement_->replay();
    } else {
        replace();
    }
    has_run_ = true;
}

void Session::compute() {
    forget();
    Frame frame(*program_, checks_, words_, reinterpret_cast<const uint64_t *>(staged_words_.data_ptr<int64_t>()));
    for (size_t i = 0; i < inputs_.size(); i++) {
        frame.values[program_->inputs()[i]] = inputs_[i];
    }
    for (size_t value = 0; value < program_->constants().size(); value++) {
        if (program_->constants()[value].defined()) {
            frame.values[value] = program_->constants()[value];
        }
    }
    if (device().tensor_noise() && !program_->noise().empty()) {
        frame.noise = program_->noise().draw(device(), words_);
    }
    execute(frame);
    checks_.gather();
    keep(frame);
}

void Session::execute(Frame &frame) {
    for (const auto &instruction : program_->instructions()) {
        try {
            instruction.kernel(instruction, frame);
        } catch (const std::exception &exception) {
            auto failure = failure_from(exception);
            failure.instruction = instruction.position;
            throw failure;
        }
        for (const int64_t value : instruction.dying) {
            frame.values[value].reset();
        }
    }
}

void Session::keep(const Frame &frame) {
    const auto kept = [&](int64_t value) {
        const auto &x = frame.values[value];
        return lies_in_an_input(x) ? x.clone() : x;
    };
    for (const int64_t value : program_->outputs()) {
        outputs_.push_back(kept(value));
    }
    for (const auto &update : program_->updates()) {
        renewed_.push_back(kept(update.value));
    }
}

void Session::replace() {
    std::vector<at::Tensor> targets;
    for (const auto &update : program_->updates()) {
        targets.push_back(inputs_[update.input]);
    }
    if (targets.empty()) {
        return;
    }
#if PROBBNN_TORCH_AT_LEAST(2, 2)
    at::_foreach_copy_(targets, renewed_);
#else
    for (size_t i = 0; i < targets.size(); i++) {
        targets[i].copy_(renewed_[i]);
    }
#endif
    if (!replacement_ && !computation_) {
        renewed_.clear();
    }
}

bool Session::capture_is_due() const { return device().graphs() && !computation_ && runs_ >= capture_at_; }

void Session::capture() {
    try {
        compute(); // once more as it comes: what libraries make for each thread is then there for this one
        const auto expected = made();
        forget();
        computation_ = lane_->capture([this] { compute(); });
        if (!program_->updates().empty()) {
            replacement_ = lane_->capture([this] { replace(); });
        }
        computation_->replay();
        lane_->synchronize();
        require_same(expected);
        not_captured_.clear();
    } catch (const std::exception &exception) {
        drop_graphs();
        not_captured_ = failure_from(exception).what();
        capture_at_ = kPatience * (runs_ + 1);
    }
}

bool Session::drop_graphs() noexcept {
    try {
        lane_->synchronize(); // what the device still reads must not be given away
    } catch (...) {
        static_cast<void>(replacement_.release());
        static_cast<void>(computation_.release());
        return false;
    }
    replacement_.reset();
    computation_.reset();
    return true;
}

void Session::require_same(const std::vector<at::Tensor> &expected) const {
    const auto got = made();
    for (size_t i = 0; i < got.size(); i++) {
        if (got[i].numel() > 0 && !is_close(expected[i], got[i])) {
            throw Failure(PROBBNN_GENERAL, "a replay did not give what the run gave");
        }
    }
}

std::vector<at::Tensor> Session::made() const {
    auto all = outputs_;
    all.insert(all.end(), renewed_.begin(), renewed_.end());
    return all;
}

void Session::forget() {
    outputs_.clear();
    renewed_.clear();
    checks_.clear();
}

void Session::copy_out(const at::Tensor &from, double *values, int64_t count) {
    const Turn turn(device());
    const auto scope = lane_->enter();
    require(count, from.numel(), "elements");
    at::from_blob(values, from.sizes(), at::kDouble).copy_(from);
}

bool Session::lies_in_an_input(const at::Tensor &value) const {
    for (const auto &input : inputs_) {
        if (input.storage().unsafeGetStorageImpl() == value.storage().unsafeGetStorageImpl()) {
            return true;
        }
    }
    return false;
}

}
