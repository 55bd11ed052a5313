// Threefry-2x64 with 20 rounds (Salmon, Moraes, Dror and Shaw, 2011), on whatever has additions, rotations and exclusive or.
#pragma once

#include <cstdint>

namespace probbnn {

constexpr uint64_t kParity = 0x1BD11BDAA9FC1A22ULL;

// Rounds of four rotations; what is injected after each is keys (word0, word1, word2)[i] and [i + 1], i = 1..5, with i added.
constexpr int kRotations[2][4] = {{16, 42, 12, 31}, {16, 32, 24, 21}};

inline void threefry(uint64_t key0, uint64_t key1, uint64_t &x0, uint64_t &x1) {
    const uint64_t keys[3] = {key0, key1, key0 ^ key1 ^ kParity};
    x0 += key0;
    x1 += key1;
    for (int i = 1; i <= 5; i++) {
        for (int rotation : kRotations[(i - 1) % 2]) {
            x0 += x1;
            x1 = ((x1 << rotation) | (x1 >> (64 - rotation))) ^ x0;
        }
        x0 += keys[i % 3];
        x1 += keys[(i + 1) % 3] + static_cast<uint64_t>(i);
    }
}

// The uniform number on (0, 1) that 64 random bits stand for.
inline double to_unit(uint64_t bits) { return (static_cast<double>(bits >> 11) + 0.5) * (1.0 / 9007199254740992.0); }

}
