#include "failure.h"

#include <new>

#include <c10/util/Exception.h>

namespace probbnn {

namespace {

bool says(const std::string &text, const char *words) { return text.find(words) != std::string::npos; }

}

Failure failure_from(const std::exception &exception) {
    if (const auto *failure = dynamic_cast<const Failure *>(&exception)) {
        return *failure;
    }
    const auto *error = dynamic_cast<const c10::Error *>(&exception);
    const std::string text = error != nullptr ? error->what_without_backtrace() : exception.what();
    const bool no_memory = dynamic_cast<const std::bad_alloc *>(&exception) != nullptr
        || dynamic_cast<const c10::OutOfMemoryError *>(&exception) != nullptr || says(text, "out of memory")
        || says(text, "can't allocate memory") || says(text, "not enough memory") || says(text, "STATUS_ALLOC_FAILED");
    return Failure(no_memory ? PROBBNN_OUT_OF_MEMORY : PROBBNN_GENERAL, text);
}

}
