// Noise by a loop over rows, on the processor.
#include "noise.h"

#include <cmath>

#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>

#include "frame.h"
#include "threefry.h"

namespace probbnn {

namespace {

constexpr double kTwoPi = 2.0 * 3.141592653589793238462643383279502884;
constexpr int64_t kBlocksWorthAThread = 256;

void block_of(const uint64_t *key, int64_t row, int64_t block, double &even, double &odd) {
    uint64_t x0 = static_cast<uint64_t>(row), x1 = static_cast<uint64_t>(block);
    threefry(key[0], key[1], x0, x1);
    const double radius = std::sqrt(-2.0 * std::log(to_unit(x0))), angle = kTwoPi * to_unit(x1);
    even = radius * std::cos(angle);
    odd = radius * std::sin(angle);
}

template <typename T>
void fill_row(const uint64_t *key, int64_t row, int64_t columns, T *to) {
    for (int64_t column = 0; column < columns; column += 2) {
        double even, odd;
        block_of(key, row, column / 2, even, odd);
        to[column] = static_cast<T>(even);
        if (column + 1 < columns) {
            to[column + 1] = static_cast<T>(odd);
        }
    }
}

template <typename T>
void fill_row_at(const uint64_t *key, int64_t row, const int64_t *positions, int64_t count, T *to) {
    for (int64_t i = 0; i < count; i++) {
        double even, odd;
        block_of(key, row, positions[i] / 2, even, odd);
        to[i] = static_cast<T>(positions[i] % 2 == 0 ? even : odd);
    }
}

// Calls body(key words, row, place) for every row of every key.
template <typename Body>
void for_rows(const Frame &frame, const Instruction &instruction, int64_t blocks, const Body &body) {
    const auto &a = instruction.attributes;
    const uint64_t *keys = frame.host_words + 2 * a[0];
    const int64_t rows = a[2];
    at::parallel_for(0, a[1] * rows, std::max<int64_t>(1, kBlocksWorthAThread / std::max<int64_t>(1, blocks)), [&](int64_t from, int64_t to) {
        for (int64_t i = from; i < to; i++) {
            body(keys + 2 * (i / rows), i % rows, i);
        }
    });
}

}

void keyed_normal(const Instruction &instruction, Frame &frame) {
    if (frame.program.device().tensor_noise()) {
        const auto &program = frame.program;
        frame.set(instruction, program.noise().part(program.device(), frame.noise, instruction.result, instruction.shape));
        return;
    }
    auto y = at::empty(instruction.shape, frame.program.device().numbers());
    const int64_t columns = instruction.attributes[3];
    AT_DISPATCH_FLOATING_TYPES(y.scalar_type(), "keyed_normal", [&] {
        auto *to = y.data_ptr<scalar_t>();
        for_rows(frame, instruction, columns / 2, [&](const uint64_t *key, int64_t row, int64_t i) {
            fill_row(key, row, columns, to + i * columns);
        });
    });
    frame.set(instruction, std::move(y));
}

void keyed_normal_at(const Instruction &instruction, Frame &frame) {
    const auto &given = frame.argument(instruction, 0);
    const auto &a = instruction.attributes;
    frame.checks.positions(instruction, given);
    const auto positions = given.to(at::kLong).contiguous();
    if (frame.program.device().tensor_noise()) {
        const auto keys = frame.words.narrow(0, a[0], a[1]).view({a[1], 1, 1, 2});
        const auto row = at::arange(a[2], positions.options()).view({1, a[2], 1});
        at::Tensor x0, x1, even, odd;
        noise::words(keys.select(3, 0), keys.select(3, 1), row, positions.bitwise_right_shift(1), x0, x1);
        noise::normals(x0, x1, even, odd);
        const auto y = at::where(positions.bitwise_and(1).eq(0), even, odd);
        frame.set(instruction, y.to(frame.program.device().type()).view(instruction.shape));
        return;
    }
    auto y = at::empty(instruction.shape, frame.program.device().numbers());
    const int64_t count = positions.numel();
    AT_DISPATCH_FLOATING_TYPES(y.scalar_type(), "keyed_normal_at", [&] {
        auto *to = y.data_ptr<scalar_t>();
        for_rows(frame, instruction, count, [&](const uint64_t *key, int64_t row, int64_t i) {
            fill_row_at(key, row, positions.data_ptr<int64_t>(), count, to + i * count);
        });
    });
    frame.set(instruction, std::move(y));
}

}
