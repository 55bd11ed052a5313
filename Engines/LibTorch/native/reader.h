// Words of a program, read with their bounds.
#pragma once

#include <vector>

#include "failure.h"

namespace probbnn {

class Reader {
public:
    Reader(const int64_t *words, int64_t length) : words_(words), left_(length) {}

    bool done() const { return left_ == 0; }

    int64_t next() {
        if (left_ <= 0) {
            throw Failure(PROBBNN_BAD_PROGRAM, "the program ends in the middle of an instruction");
        }
        left_--;
        return *words_++;
    }

    // A number from 0 to one less than the bound.
    int64_t below(int64_t bound) {
        const int64_t word = next();
        if (word < 0 || word >= bound) {
            throw Failure(PROBBNN_BAD_PROGRAM, "a word of the program is " + std::to_string(word) + ", not below " + std::to_string(bound));
        }
        return word;
    }

    // A list of such numbers behind their count.
    std::vector<int64_t> list(int64_t bound = INT64_MAX) {
        std::vector<int64_t> items(static_cast<size_t>(below(left_)));
        for (auto &item : items) {
            item = below(bound);
        }
        return items;
    }

private:
    const int64_t *words_;
    int64_t left_;
};

}
