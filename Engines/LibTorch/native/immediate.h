// The lane of the processor: work is done by the calling thread at once.
#pragma once

#include "accelerator.h"

namespace probbnn {

class Immediate : public Lane {
public:
    std::unique_ptr<Scope> enter() override { return std::make_unique<Scope>(); }

    void synchronize() override {}

    // Nothing is saved by it; tests have the way of a device with it.
    std::unique_ptr<Graph> capture(const std::function<void()> &body) override { return std::make_unique<DoneAgain>(body); }

private:
    class DoneAgain : public Graph {
    public:
        explicit DoneAgain(const std::function<void()> &body) : body_(body) {}

        void replay() override { body_(); }

    private:
        std::function<void()> body_;
    };
};

}
