// What an instruction or the library cannot do, on its way to the caller.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>

#include "probbnn_torch.h"

namespace probbnn {

class Failure : public std::runtime_error {
public:
    Failure(probbnn_status status, const std::string &text, int64_t index = -1, int64_t row = -1, double value = 0)
        : std::runtime_error(text), status(status), index(index), row(row), value(value) {}

    probbnn_status status;
    int64_t index, row;
    double value;
    int32_t instruction = -1;
};

// Any exception as a failure; libtorch's by what they say.
Failure failure_from(const std::exception &exception);

}
