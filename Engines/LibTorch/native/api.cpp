// The C interface: every exception ends here, as a status and a text of the calling thread.
#include "probbnn_torch.h"

#include <memory>
#include <string>

#include <c10/core/InferenceMode.h>
#include <torch/version.h>

#include "accelerator.h"
#include "failure.h"
#include "program.h"
#include "session.h"

struct probbnn_device {
    std::shared_ptr<const probbnn::Device> device;
};

struct probbnn_program {
    std::shared_ptr<const probbnn::Program> program;
};

struct probbnn_session {
    probbnn::Session session;
};

namespace {

using probbnn::Failure;

thread_local Failure last_failure(PROBBNN_OK, "");

int32_t report(const Failure &failure) {
    last_failure = failure;
    return failure.status;
}

template <typename Body>
int32_t guarded(const Body &body) {
    try {
        const c10::InferenceMode guard;
        body();
        return PROBBNN_OK;
    } catch (const std::exception &exception) {
        return report(probbnn::failure_from(exception));
    } catch (...) {
        return report(Failure(PROBBNN_GENERAL, "an exception that is none of the standard library's"));
    }
}

template <typename Body>
int32_t on(probbnn_session *session, const Body &body) {
    return guarded([&] {
        session->session.device().settle();
        body(session->session);
    });
}

template <typename Handle>
void close(Handle *handle) {
    guarded([&] { delete handle; });
}

}

int32_t probbnn_torch_abi(void) { return PROBBNN_TORCH_ABI; }

const char *probbnn_torch_opcodes(void) {
    static const std::string names = [] {
        std::string all;
        for (int64_t i = 0; i < static_cast<int64_t>(probbnn::Opcode::Count); i++) {
            all += (i == 0 ? "" : " ") + std::string(probbnn::name_of(static_cast<probbnn::Opcode>(i)));
        }
        return all;
    }();
    return names.c_str();
}

const char *probbnn_torch_version(void) {
    return probbnn::accelerator::built() ? "libtorch " TORCH_VERSION " with CUDA" : "libtorch " TORCH_VERSION " without CUDA";
}

void probbnn_torch_last_error(probbnn_error *error) {
    const auto &failure = last_failure;
    *error = {failure.status, failure.instruction, failure.index, failure.row, failure.value, failure.what()};
}

int32_t probbnn_device_open(uint32_t flags, int32_t index, int32_t threads, probbnn_device **device) {
    return guarded([&] { *device = new probbnn_device{std::make_shared<const probbnn::Device>(flags, index, threads)}; });
}

void probbnn_device_close(probbnn_device *device) { close(device); }

const char *probbnn_device_name(const probbnn_device *device) { return device->device->name().c_str(); }

int32_t probbnn_program_create(probbnn_device *device, const probbnn_program_text *text, probbnn_program **program) {
    return guarded([&] {
        device->device->settle();
        *program = new probbnn_program{std::make_shared<const probbnn::Program>(device->device, *text)};
    });
}

void probbnn_program_close(probbnn_program *program) { close(program); }

int32_t probbnn_session_create(probbnn_program *program, probbnn_session **session) {
    return guarded([&] { *session = new probbnn_session{probbnn::Session(program->program)}; });
}

void probbnn_session_close(probbnn_session *session) { close(session); }

int32_t probbnn_session_write(probbnn_session *session, int32_t input, const double *values, int64_t count) {
    return on(session, [&](probbnn::Session &s) { s.write(input, values, count); });
}

int32_t probbnn_session_read_input(probbnn_session *session, int32_t input, double *values, int64_t count) {
    return on(session, [&](probbnn::Session &s) { s.read_input(input, values, count); });
}

int32_t probbnn_session_read(probbnn_session *session, int32_t output, double *values, int64_t count) {
    return on(session, [&](probbnn::Session &s) { s.read(output, values, count); });
}

int32_t probbnn_session_run(probbnn_session *session, const uint64_t *words, int64_t count) {
    return on(session, [&](probbnn::Session &s) { s.run(words, count); });
}

int32_t probbnn_session_captured(const probbnn_session *session, const char **text) {
    *text = session->session.not_captured().c_str();
    return session->session.not_captured().empty() ? 1 : 0;
}
