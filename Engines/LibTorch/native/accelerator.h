// All that differs between a build with CUDA and one without: which devices there are, the stream of a session, and captured runs.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <ATen/ATen.h>

namespace probbnn {

// Work recorded once, which can be done again at the same addresses.
class Graph {
public:
    virtual ~Graph() = default;
    virtual void replay() = 0;
};

// The order in which one session's work reaches its device.
class Lane {
public:
    // While it lives, the calling thread's work goes to the lane.
    class Scope {
    public:
        virtual ~Scope() = default;
    };

    virtual ~Lane() = default;
    virtual std::unique_ptr<Scope> enter() = 0;

    // Waits until everything given to the lane is done.
    virtual void synchronize() = 0;

    // Records what the body gives to the lane, without doing it; throws where the body does what cannot be recorded. The body must stay
    // valid for as long as the graph.
    virtual std::unique_ptr<Graph> capture(const std::function<void()> &body) = 0;
};

namespace accelerator {

bool built();
int device_count();
std::string device_name(int index);
std::unique_ptr<Lane> lane(const at::Device &device);

}

}
