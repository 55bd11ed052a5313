// C = op(A) op(B) over the last two axes, batched with broadcasting; summed over batch axes that the result lacks.
//
// Batch axes are of five kinds: shared (z), of A alone (x), of B alone (y), and of either kind but summed. As one batched product:
//   A [z, x m, s k],  B [z, s k, y n]  ->  C [z, x m, y n],
// s the summed axes that A and B share; axes that are summed and of one side alone are summed there first. So a factor that is repeated
// along an axis is neither copied nor multiplied in small pieces. Where laying A and B out like this would copy more than repeating them
// would, libtorch's own product is taken.
#include "kernels.h"

#include <algorithm>
#include <iterator>

#include <ATen/TensorUtils.h>

namespace probbnn {

namespace {

using Axes = std::vector<int64_t>;

// A matrix operand with as many batch axes as the other.
at::Tensor operand(const at::Tensor &x, bool transposed, int64_t batch_rank) {
    auto y = transposed ? x.transpose(-2, -1) : x;
    while (y.dim() < batch_rank + 2) {
        y = y.unsqueeze(0);
    }
    return y;
}

bool repeats(const at::Tensor &x, int64_t axis) { return x.size(axis) > 1 && x.stride(axis) == 0; }

int64_t product(const at::Tensor &x, const Axes &axes) {
    int64_t size = 1;
    for (const int64_t axis : axes) {
        size *= x.size(axis);
    }
    return size;
}

Axes joined(const Axes &first, const Axes &second) {
    Axes all = first;
    all.insert(all.end(), second.begin(), second.end());
    return all;
}

// All axes of a tensor, those first that are not named: they have one element.
Axes all_axes(const at::Tensor &x, const Axes &named) {
    Axes all;
    for (int64_t axis = 0; axis < x.dim(); axis++) {
        if (std::find(named.begin(), named.end(), axis) == named.end()) {
            all.push_back(axis);
        }
    }
    return joined(all, named);
}

// An operand with its axes in an order, as three axes.
class Layout {
public:
    Layout(const at::Tensor &x, const Axes &outer, const Axes &rows, const Axes &columns)
        : permuted_(x.permute(all_axes(x, joined(joined(outer, rows), columns)))), sizes_{product(x, outer), product(x, rows), product(x, columns)} {}

    // Elements that have to be copied for it.
    int64_t copied() const {
        const bool is_view = permuted_.numel() == 0 || at::detail::computeStride(permuted_.sizes(), permuted_.strides(), at::IntArrayRef(sizes_)).has_value();
        return is_view ? 0 : permuted_.numel();
    }

    at::Tensor made() const { return permuted_.reshape(sizes_); }

private:
    at::Tensor permuted_;
    std::vector<int64_t> sizes_;
};

// Batch axes by their kind.
struct Kinds {
    Axes shared, of_a, of_b, summed, summed_a, summed_b;

    Kinds(const at::Tensor &a, const at::Tensor &b, const std::vector<int64_t> &result, int64_t batch_rank) {
        const int64_t missing = batch_rank + 2 - static_cast<int64_t>(result.size());
        for (int64_t axis = 0; axis < batch_rank; axis++) {
            const bool in_a = a.size(axis) != 1, in_b = b.size(axis) != 1;
            const bool stays = axis >= missing && result[axis - missing] != 1;
            if (in_a && in_b) {
                (stays ? shared : summed).push_back(axis);
            } else if (in_a) {
                (stays ? of_a : summed_a).push_back(axis);
            } else if (in_b) {
                (stays ? of_b : summed_b).push_back(axis);
            }
        }
    }

    bool sums() const { return !summed.empty() || !summed_a.empty() || !summed_b.empty(); }
};

}

void mat_mul(const Instruction &instruction, Frame &frame) {
    const auto &left = frame.argument(instruction, 0), &right = frame.argument(instruction, 1);
    const int64_t batch_rank = std::max(left.dim(), right.dim()) - 2, row = batch_rank, column = batch_rank + 1;
    auto a = operand(left, instruction.attributes.at(0) != 0, batch_rank), b = operand(right, instruction.attributes.at(1) != 0, batch_rank);
    // Repetition is folded away; what neither side has then is repeated in the result, and kept on one side where it is summed.
    auto once = instruction.shape;
    const int64_t missing = batch_rank + 2 - static_cast<int64_t>(once.size());
    for (int64_t axis = 0; axis < batch_rank; axis++) {
        const bool stays = axis >= missing && once[axis - missing] != 1;
        const bool repeats_a = repeats(a, axis), repeats_b = repeats(b, axis);
        const bool lost = (a.size(axis) == 1 || repeats_a) && (b.size(axis) == 1 || repeats_b), keeps_one = lost && !stays;
        if (repeats_a && !keeps_one) {
            a = a.narrow(axis, 0, 1);
        }
        if (repeats_b && (!keeps_one || repeats_a)) {
            b = b.narrow(axis, 0, 1);
        }
        if (lost && stays) {
            once[axis - missing] = 1;
        }
    }
    const Kinds kinds(a, b, once, batch_rank);
    if (!kinds.summed_a.empty()) {
        a = a.sum(kinds.summed_a, true);
    }
    if (!kinds.summed_b.empty()) {
        b = b.sum(kinds.summed_b, true);
    }
    const Layout rows(a, kinds.shared, joined(kinds.of_a, {row}), joined(kinds.summed, {column}));
    const Layout columns(b, kinds.shared, joined(kinds.summed, {row}), joined(kinds.of_b, {column}));
    if (!kinds.sums()) {
        const int64_t repeats_a = kinds.of_b.empty() ? 0 : a.numel() * product(b, kinds.of_b);
        const int64_t repeats_b = kinds.of_a.empty() ? 0 : b.numel() * product(a, kinds.of_a);
        if (rows.copied() + columns.copied() > repeats_a + repeats_b) {
            frame.set(instruction, at::matmul(a, b).reshape(once).expand(instruction.shape));
            return;
        }
    }
    const auto c = at::bmm(rows.made(), columns.made());
    // c is [z.., x.., m, y.., n]: its axes in the order of the result.
    const Axes order = joined(joined(kinds.shared, kinds.of_a), joined({row}, joined(kinds.of_b, {column})));
    Axes sizes, places(batch_rank + 2, -1), back;
    for (size_t i = 0; i < order.size(); i++) {
        const int64_t axis = order[i];
        places[axis] = static_cast<int64_t>(i);
        sizes.push_back(axis == row ? a.size(row) : axis == column ? b.size(column) : a.size(axis) != 1 ? a.size(axis) : b.size(axis));
    }
    std::copy_if(places.begin(), places.end(), std::back_inserter(back), [](int64_t place) { return place >= 0; });
    frame.set(instruction, c.view(sizes).permute(back).reshape(once).expand(instruction.shape));
}

}
