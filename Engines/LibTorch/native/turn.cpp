#include "turn.h"

namespace probbnn {

namespace {

// Who waits to be alone holds the door, so that those who come later wait behind.
std::mutex door;
std::shared_mutex room;

}

Turn::Turn(const Device &device, bool alone) {
    if (!device.graphs() && !device.is_cuda()) {
        return;
    }
    const std::lock_guard<std::mutex> at_the_door(door);
    if (alone) {
        alone_ = std::unique_lock<std::shared_mutex>(room);
    } else {
        beside_ = std::shared_lock<std::shared_mutex>(room);
    }
}

}
