// Whether the libtorch at hand is of a version or later.
#pragma once

#include <torch/version.h>

#define PROBBNN_TORCH_AT_LEAST(major, minor) \
    (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))
