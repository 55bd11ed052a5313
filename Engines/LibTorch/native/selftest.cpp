// The library's own tests, through its C interface alone; to be run under AddressSanitizer or Valgrind too, then with --no-limits, since
// both take far more addresses than a test of what happens without memory leaves them.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>

#include "probbnn_opcodes.h"
#include "probbnn_torch.h"

namespace {

enum Opcode : int64_t {
#define ENUMERATOR(name) name,
    PROBBNN_OPCODES(ENUMERATOR)
#undef ENUMERATOR
};

#define EXPECT(condition) expect((condition), #condition, __LINE__)

void expect(bool holds, const char *what, int line) {
    if (!holds) {
        probbnn_error error;
        probbnn_torch_last_error(&error);
        std::printf("line %d: %s does not hold; last error %d: %s\n", line, what, error.status, error.text);
        std::exit(1);
    }
}

probbnn_error last_error() {
    probbnn_error error;
    probbnn_torch_last_error(&error);
    return error;
}

// A program under construction; owns its words.
struct Text {
    std::vector<int64_t> shapes, code, constants, inputs, outputs, updates;
    std::vector<double> numbers;
    int64_t values = 0, keys = 0;

    int64_t value(const std::vector<int64_t> &shape) {
        shapes.push_back(static_cast<int64_t>(shape.size()));
        shapes.insert(shapes.end(), shape.begin(), shape.end());
        return values++;
    }

    int64_t input(const std::vector<int64_t> &shape) {
        inputs.push_back(value(shape));
        return inputs.back();
    }

    int64_t constant(const std::vector<int64_t> &shape, const std::vector<double> &elements) {
        constants.insert(constants.end(), {value(shape), static_cast<int64_t>(numbers.size())});
        numbers.insert(numbers.end(), elements.begin(), elements.end());
        return values - 1;
    }

    int64_t apply(
        Opcode opcode, const std::vector<int64_t> &shape, const std::vector<int64_t> &arguments, const std::vector<int64_t> &attributes = {},
        const std::vector<int64_t> &dying = {}) {
        const int64_t result = value(shape);
        code.insert(code.end(), {opcode, result});
        for (const auto *list : {&arguments, &dying, &attributes}) {
            code.push_back(static_cast<int64_t>(list->size()));
            code.insert(code.end(), list->begin(), list->end());
        }
        return result;
    }

    probbnn_program_text text() const {
        return {shapes.data(), static_cast<int64_t>(shapes.size()), code.data(), static_cast<int64_t>(code.size()), constants.data(),
                static_cast<int64_t>(constants.size()), numbers.data(), static_cast<int64_t>(numbers.size()), inputs.data(),
                static_cast<int64_t>(inputs.size()), outputs.data(), static_cast<int64_t>(outputs.size()), updates.data(),
                static_cast<int64_t>(updates.size()), keys};
    }
};

// A device, a program and a session, closed in the order in which they were opened.
struct Run {
    probbnn_device *device = nullptr;
    probbnn_program *program = nullptr;
    probbnn_session *session = nullptr;

    Run(const Text &text, uint32_t flags) {
        EXPECT(probbnn_device_open(flags, 0, 1, &device) == PROBBNN_OK);
        const auto words = text.text();
        EXPECT(probbnn_program_create(device, &words, &program) == PROBBNN_OK);
        EXPECT(probbnn_session_create(program, &session) == PROBBNN_OK);
    }

    ~Run() {
        probbnn_device_close(device);
        probbnn_program_close(program);
        probbnn_session_close(session);
    }

    void write(int32_t input, const std::vector<double> &values) {
        EXPECT(probbnn_session_write(session, input, values.data(), static_cast<int64_t>(values.size())) == PROBBNN_OK);
    }

    int32_t run(const std::vector<uint64_t> &words = {}) {
        return probbnn_session_run(session, words.data(), static_cast<int64_t>(words.size()));
    }

    std::vector<double> read(int32_t output, size_t count) {
        std::vector<double> values(count);
        EXPECT(probbnn_session_read(session, output, values.data(), static_cast<int64_t>(count)) == PROBBNN_OK);
        return values;
    }

    std::vector<double> state(int32_t input, size_t count) {
        std::vector<double> values(count);
        EXPECT(probbnn_session_read_input(session, input, values.data(), static_cast<int64_t>(count)) == PROBBNN_OK);
        return values;
    }
};

// factor = chol(x), and x is replaced by 2 x.
Text factor_and_double() {
    Text text;
    const int64_t x = text.input({2, 2, 2}), two = text.constant({}, {2});
    const int64_t factor = text.apply(Cholesky, {2, 2, 2}, {x}), doubled = text.apply(Multiply, {2, 2, 2}, {x, two});
    text.outputs = {factor};
    text.updates = {0, doubled};
    return text;
}

bool are_close(const std::vector<double> &a, const std::vector<double> &b, double tolerance) {
    for (size_t i = 0; i < a.size(); i++) {
        if (!(std::abs(a[i] - b[i]) <= tolerance * (1 + std::abs(b[i])))) {
            return false;
        }
    }
    return a.size() == b.size();
}

// Libtorch 2.7 and later: its version is the second word of the text.
bool captures_on_cuda() {
    int major = 0, minor = 0;
    EXPECT(std::sscanf(probbnn_torch_version(), "libtorch %d.%d", &major, &minor) == 2);
    return major > 2 || (major == 2 && minor >= 7);
}

double tolerance_of(uint32_t flags) { return (flags & PROBBNN_SINGLE) != 0 ? 1e-5 : 1e-13; }

void state_is_replaced_where_a_run_succeeds(uint32_t flags) {
    Run run(factor_and_double(), flags);
    const std::vector<double> good = {1, 0, 0, 1, 4, 0, 0, 9}, broken = {1, 0, 0, 1, 1, 0, 0, -1};
    // Twelve rounds: the first runs as they come, then captured, where the flags say so.
    for (int round = 0; round < 12; round++) {
        run.write(0, broken);
        EXPECT(run.run() == PROBBNN_NOT_POSITIVE_DEFINITE);
        EXPECT(last_error().index == 1 && last_error().instruction == 0);
        EXPECT(run.state(0, 8) == broken);
        double kept[8];
        EXPECT(probbnn_session_read(run.session, 0, kept, 8) == PROBBNN_GENERAL);
        run.write(0, good);
        EXPECT(run.run() == PROBBNN_OK);
        EXPECT(are_close(run.read(0, 8), {1, 0, 0, 1, 2, 0, 0, 3}, tolerance_of(flags)));
        EXPECT((run.state(0, 8) == std::vector<double>{2, 0, 0, 2, 8, 0, 0, 18}));
    }
    std::vector<double> nothing(8, std::nan(""));
    run.write(0, nothing);
    EXPECT(run.run() == PROBBNN_NOT_POSITIVE_DEFINITE);
    const char *why = nullptr;
    const bool captured = probbnn_session_captured(run.session, &why) == 1;
    std::printf("flags %u: %s\n", flags, captured ? "captured" : why);
    EXPECT(captured == ((flags & PROBBNN_GRAPHS) != 0 && ((flags & PROBBNN_CUDA) == 0 || captures_on_cuda())));
}

// Factors of matrices that change from run to run, many and alone, and a system solved with each: C C' = A and C x = b.
void factors_follow_their_matrices(uint32_t flags, int64_t batch, int64_t order) {
    Text text;
    const int64_t a = text.input({batch, order, order}), b = text.input({batch, order, 1});
    const int64_t factor = text.apply(Cholesky, {batch, order, order}, {a});
    text.outputs = {factor, text.apply(TriangularSolve, {batch, order, 1}, {factor, b}, {0, 1})};
    Run run(text, flags);
    const auto at = [order](int64_t matrix, int64_t row, int64_t column) { return static_cast<size_t>((matrix * order + row) * order + column); };
    for (int round = 0; round < 8; round++) {
        std::vector<double> matrices(static_cast<size_t>(batch * order * order)), right(static_cast<size_t>(batch * order), 1 + round);
        for (int64_t m = 0; m < batch; m++) {
            for (int64_t i = 0; i < order; i++) {
                for (int64_t j = 0; j < order; j++) {
                    matrices[at(m, i, j)] = std::cos(0.1 * static_cast<double>((i - j) * (1 + round + m))) + (i == j ? 1.0 : 0.0);
                }
            }
        }
        run.write(0, matrices);
        run.write(1, right);
        EXPECT(run.run() == PROBBNN_OK);
        const auto c = run.read(0, matrices.size()), x = run.read(1, right.size());
        for (int64_t m = 0; m < batch; m++) {
            for (int64_t i = 0; i < order; i++) {
                double product = 0;
                for (int64_t k = 0; k <= i; k++) {
                    product += c[at(m, i, k)] * x[static_cast<size_t>(m * order + k)];
                }
                EXPECT(std::abs(product - (1 + round)) < 100 * tolerance_of(flags) * (1 + round));
                double entry = 0;
                for (int64_t k = 0; k <= i / 2; k++) {
                    entry += c[at(m, i, k)] * c[at(m, i / 2, k)];
                }
                EXPECT(std::abs(entry - matrices[at(m, i, i / 2)]) < 10 * tolerance_of(flags));
            }
        }
    }
}

void noise_is_the_same_either_way() {
    Text text;
    text.keys = 4;
    text.outputs = {
        text.apply(KeyedNormal, {2, 3, 5}, {}, {0, 2, 3, 5}), text.apply(KeyedNormal, {1, 2, 4}, {}, {2, 1, 2, 4}),
        text.apply(KeyedNormalAt, {1, 2, 3}, {text.constant({3}, {7, 0, 4})}, {3, 1, 2}),
    };
    Run loop(text, 0), tensors(text, PROBBNN_TENSOR_NOISE | PROBBNN_DEFERRED_CHECKS);
    const std::vector<uint64_t> words = {1, 2, ~0ULL, 4, 5ULL << 40, 6, 7, 0x8000000000000000ULL};
    EXPECT(loop.run(words) == PROBBNN_OK && tensors.run(words) == PROBBNN_OK);
    const size_t sizes[] = {30, 8, 6};
    for (int32_t output = 0; output < 3; output++) {
        const auto a = loop.read(output, sizes[output]), b = tensors.read(output, sizes[output]);
        for (size_t i = 0; i < a.size(); i++) {
            EXPECT(std::isfinite(a[i]) && std::abs(a[i] - b[i]) < 1e-13);
        }
    }
}

void what_is_no_program_is_refused() {
    Text text = factor_and_double();
    probbnn_device *device = nullptr;
    EXPECT(probbnn_device_open(0, 0, 0, &device) == PROBBNN_OK);
    for (size_t i = 0; i < text.code.size(); i++) {
        for (const int64_t word : {int64_t{-1}, int64_t{1} << 40}) {
            Text other = text;
            other.code[i] = word;
            const auto words = other.text();
            probbnn_program *program = nullptr;
            EXPECT(probbnn_program_create(device, &words, &program) == PROBBNN_BAD_PROGRAM && program == nullptr);
        }
    }
    probbnn_device_close(device);
    EXPECT(probbnn_device_open(PROBBNN_CUDA, 1000, 0, &device) == PROBBNN_NO_DEVICE);
}

// Bytes of addresses that the process has.
uint64_t addresses() {
    unsigned long pages = 0;
    std::FILE *file = std::fopen("/proc/self/statm", "r");
    EXPECT(file != nullptr && std::fscanf(file, "%lu", &pages) == 1);
    std::fclose(file);
    return pages * 4096ULL;
}

// A product of 2^31 numbers, 16 GB, where 4 GB more are allowed.
void what_does_not_fit_into_memory_is_an_error() {
    Text text;
    const int64_t x = text.input({1, 1});
    const int64_t column = text.apply(BroadcastTo, {1 << 16, 1}, {x}), row = text.apply(BroadcastTo, {1, 1 << 15}, {x});
    text.outputs = {text.apply(MatMul, {1 << 16, 1 << 15}, {column, row}, {0, 0})};
    Run run(text, 0);
    rlimit before;
    getrlimit(RLIMIT_AS, &before);
    const rlimit tight = {addresses() + (4ULL << 30), before.rlim_max};
    EXPECT(setrlimit(RLIMIT_AS, &tight) == 0);
    const int32_t status = run.run();
    const auto error = last_error();
    setrlimit(RLIMIT_AS, &before);
    EXPECT(status == PROBBNN_OUT_OF_MEMORY && error.instruction == 2);
    Run small(factor_and_double(), 0);
    small.write(0, {1, 0, 0, 1, 4, 0, 0, 9});
    EXPECT(small.run() == PROBBNN_OK);
}

void sessions_run_side_by_side(uint32_t flags) {
    const auto text = factor_and_double();
    probbnn_device *device = nullptr;
    probbnn_program *program = nullptr;
    const auto words = text.text();
    EXPECT(probbnn_device_open(flags, 0, 2, &device) == PROBBNN_OK && probbnn_program_create(device, &words, &program) == PROBBNN_OK);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; t++) {
        threads.emplace_back([=] {
            // More sessions at once than libtorch has streams.
            std::vector<probbnn_session *> sessions(10);
            const double x[8] = {1, 0, 0, 1, 1, 0, 0, 1};
            for (auto &session : sessions) {
                EXPECT(probbnn_session_create(program, &session) == PROBBNN_OK);
                EXPECT(probbnn_session_write(session, 0, x, 8) == PROBBNN_OK);
            }
            for (int i = 0; i < 50; i++) {
                for (auto *session : sessions) {
                    EXPECT(probbnn_session_run(session, nullptr, 0) == PROBBNN_OK);
                }
            }
            for (auto *session : sessions) {
                double after[8];
                EXPECT(probbnn_session_read_input(session, 0, after, 8) == PROBBNN_OK && after[0] == std::ldexp(1, 50));
                probbnn_session_close(session);
            }
        });
    }
    for (auto &thread : threads) {
        thread.join();
    }
    probbnn_program_close(program);
    probbnn_device_close(device);
}

bool has_cuda() {
    probbnn_device *device = nullptr;
    const bool opened = probbnn_device_open(PROBBNN_CUDA, 0, 0, &device) == PROBBNN_OK;
    if (opened) {
        probbnn_device_close(device);
    }
    return opened;
}

}

int main(int argc, char **argv) {
    const bool limits_memory = argc < 2 || std::string(argv[1]) != "--no-limits";
    EXPECT(probbnn_torch_abi() == PROBBNN_TORCH_ABI);
    EXPECT(std::string(probbnn_torch_opcodes()).rfind("Add Subtract ", 0) == 0);
    std::vector<uint32_t> devices = {0, PROBBNN_SINGLE, PROBBNN_DEFERRED_CHECKS, PROBBNN_DEFERRED_CHECKS | PROBBNN_TENSOR_NOISE | PROBBNN_GRAPHS};
    if (has_cuda()) {
        devices.insert(devices.end(), {PROBBNN_CUDA, PROBBNN_CUDA | PROBBNN_GRAPHS, PROBBNN_CUDA | PROBBNN_GRAPHS | PROBBNN_SINGLE});
    }
    for (const uint32_t flags : devices) {
        state_is_replaced_where_a_run_succeeds(flags);
        for (const int64_t order : {1, 5, 100, 250}) {
            factors_follow_their_matrices(flags, 1, order);
            factors_follow_their_matrices(flags, 3, order);
        }
        sessions_run_side_by_side(flags);
    }
    noise_is_the_same_either_way();
    what_is_no_program_is_refused();
    if (limits_memory) {
        what_does_not_fit_into_memory_is_an_error();
    }
    std::printf("%s: all tests passed\n", probbnn_torch_version());
    return 0;
}
