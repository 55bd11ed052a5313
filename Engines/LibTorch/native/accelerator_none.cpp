// A build without CUDA: work is done by the calling thread at once, and nothing can be captured.
#include "accelerator.h"
#include "failure.h"

namespace probbnn {

namespace {

class Immediate : public Lane {
public:
    std::unique_ptr<Scope> enter() override { return std::make_unique<Scope>(); }

    void synchronize() override {}

    std::unique_ptr<Graph> capture(const std::function<void()> &) override {
        throw Failure(PROBBNN_GENERAL, "there is no CUDA in this build");
    }
};

}

namespace accelerator {

bool built() { return false; }

int device_count() { return 0; }

std::string device_name(int) { return ""; }

std::unique_ptr<Lane> lane(const at::Device &) { return std::make_unique<Immediate>(); }

}

}
