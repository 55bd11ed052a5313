// Sessions whose runs are captured work side by side, but a capture, and the end of what was captured, goes alone: a capture does not bear
// other work of the process beside it (allocations given back, library handles made, replays), on any stream.
#pragma once

#include <mutex>
#include <shared_mutex>

#include "device.h"

namespace probbnn {

// A call's turn, for as long as it lives; on the processor, where nothing is captured, there is no need of one.
class Turn {
public:
    explicit Turn(const Device &device, bool alone = false);

private:
    std::shared_lock<std::shared_mutex> beside_;
    std::unique_lock<std::shared_mutex> alone_;
};

}
