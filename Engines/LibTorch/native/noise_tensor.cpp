// Noise by tensor operations on 64-bit integers, on any device. libtorch's shift to the right brings in copies of the sign: masked away.
#include "noise.h"

#include <ATen/ExpandUtils.h>

#include "threefry.h"

namespace probbnn {

namespace {

constexpr double kTwoPi = 2.0 * 3.141592653589793238462643383279502884;

at::Tensor shifted_right(const at::Tensor &x, int64_t by) {
    return x.bitwise_right_shift(by).bitwise_and_((int64_t{1} << (64 - by)) - 1);
}

void rotate_left(at::Tensor &x, int64_t by) {
    const auto low = shifted_right(x, 64 - by);
    x.bitwise_left_shift_(by).bitwise_or_(low);
}

at::Tensor unit(const at::Tensor &words) { return shifted_right(words, 11).to(at::kDouble).add_(0.5).mul_(1.0 / 9007199254740992.0); }

}

namespace noise {

void words(const at::Tensor &key0, const at::Tensor &key1, const at::Tensor &row, const at::Tensor &block, at::Tensor &x0, at::Tensor &x1) {
    const at::Tensor keys[3] = {key0, key1, key0.bitwise_xor(key1).bitwise_xor_(static_cast<int64_t>(kParity))};
    x0 = row + key0;
    x1 = block + key1;
    const auto shape = at::infer_size(x0.sizes(), x1.sizes());
    x0 = x0.expand(shape).contiguous();
    x1 = x1.expand(shape).contiguous();
    for (int64_t i = 1; i <= 5; i++) {
        for (int rotation : kRotations[(i - 1) % 2]) {
            x0.add_(x1);
            rotate_left(x1, rotation);
            x1.bitwise_xor_(x0);
        }
        x0.add_(keys[i % 3]);
        x1.add_(keys[(i + 1) % 3]).add_(i);
    }
}

void normals(at::Tensor x0, at::Tensor x1, at::Tensor &even, at::Tensor &odd) {
    const auto radius = unit(x0).log_().mul_(-2.0).sqrt_(), angle = unit(x1).mul_(kTwoPi);
    even = angle.cos().mul_(radius);
    odd = angle.sin().mul_(radius);
}

}

void NoisePlan::add(int64_t value, int64_t first_key, int64_t keys, int64_t rows, int64_t columns) {
    parts_.push_back({value, first_key, keys, rows, columns, blocks_});
    blocks_ += keys * rows * ((columns + 1) / 2);
}

void NoisePlan::build(const Device &device) {
    std::vector<at::Tensor> rows, blocks, keys;
    for (const auto &part : parts_) {
        const int64_t per_row = (part.columns + 1) / 2;
        const std::vector<int64_t> shape = {part.keys, part.rows, per_row};
        const auto axis = [&](int64_t first, int64_t count, at::IntArrayRef along) {
            return at::arange(first, first + count, device.integers()).view(along).expand(shape).reshape({-1});
        };
        rows.push_back(axis(0, part.rows, {1, part.rows, 1}));
        blocks.push_back(axis(0, per_row, {1, 1, per_row}));
        keys.push_back(axis(part.first_key, part.keys, {part.keys, 1, 1}));
    }
    if (!empty()) {
        row_ = at::cat(rows);
        block_ = at::cat(blocks);
        key_ = at::cat(keys);
    }
}

at::Tensor NoisePlan::draw(const Device &device, const at::Tensor &words) const {
    at::Tensor x0, x1, even, odd;
    noise::words(words.select(1, 0).index_select(0, key_), words.select(1, 1).index_select(0, key_), row_, block_, x0, x1);
    noise::normals(x0, x1, even, odd);
    return at::stack({even, odd}, 1).to(device.type());
}

at::Tensor NoisePlan::part(const Device &device, const at::Tensor &noise, int64_t value, at::IntArrayRef shape) const {
    for (const auto &part : parts_) {
        if (part.value != value) {
            continue;
        }
        const int64_t per_row = (part.columns + 1) / 2, count = part.keys * part.rows * per_row;
        if (count > 0) {
            const auto pairs = noise.narrow(0, part.first_block, count).view({part.keys, part.rows, 2 * per_row});
            return pairs.narrow(2, 0, part.columns).view(shape);
        }
    }
    return at::empty(shape, device.numbers());
}

}
