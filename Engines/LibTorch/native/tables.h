// Positions that an instruction needs on its device, made once.
#pragma once

#include <vector>

#include "program.h"

namespace probbnn {

// Undefined where an instruction needs none.
at::Tensor table_of(const Instruction &instruction, const std::vector<std::vector<int64_t>> &shapes, const Device &device);

}
