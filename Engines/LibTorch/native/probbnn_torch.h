/* ProbBnn's programs on libtorch: a plain C interface. A program is handed over once as a list of instructions and then run by a call.

   Every function that returns int32_t returns a probbnn_status; after anything but PROBBNN_OK, probbnn_torch_last_error tells the calling
   thread more. Handles may be used from any thread, a session by one thread at a time. Devices outlive their programs, and programs their
   sessions, whatever the order in which the handles are closed. */
#ifndef PROBBNN_TORCH_H
#define PROBBNN_TORCH_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PROBBNN_EXPORT __attribute__((visibility("default")))

/* Raised by one whenever anything in this header or in the list of operations changes. */
#define PROBBNN_TORCH_ABI 1

typedef enum probbnn_status {
    PROBBNN_OK = 0,
    PROBBNN_GENERAL = 1,               /* whatever libtorch said */
    PROBBNN_OUT_OF_MEMORY = 2,
    PROBBNN_NOT_POSITIVE_DEFINITE = 3, /* a Cholesky factor: index is the matrix, row the pivot, -1 where it is not known */
    PROBBNN_SINGULAR = 4,              /* a triangular system: index is the matrix, row the diagonal element */
    PROBBNN_BAD_COUNT = 5,             /* a count mask: index is the count */
    PROBBNN_BAD_POSITION = 6,          /* noise at chosen columns: index is the position */
    PROBBNN_NO_DEVICE = 7,
    PROBBNN_BAD_PROGRAM = 8            /* what was handed over cannot be a program */
} probbnn_status;

typedef struct probbnn_error {
    int32_t status;
    int32_t instruction; /* -1 where the error is not of an instruction */
    int64_t index;
    int64_t row;
    double value;
    const char *text; /* UTF-8; lives until the thread's next call */
} probbnn_error;

typedef enum probbnn_flags {
    PROBBNN_SINGLE = 1,          /* 32-bit numbers instead of 64-bit ones */
    PROBBNN_CUDA = 2,            /* a CUDA device instead of the processor */
    PROBBNN_TF32 = 4,            /* products of 32-bit matrices may round their factors to ten bits */
    PROBBNN_GRAPHS = 8,          /* capture runs as CUDA graphs; on the processor they are only done again, in the same way */
    PROBBNN_TENSOR_NOISE = 16,   /* noise by tensor operations; always so on CUDA */
    PROBBNN_DEFERRED_CHECKS = 32 /* look for failures after a run instead of during it; always so on CUDA */
} probbnn_flags;

typedef struct probbnn_device probbnn_device;
typedef struct probbnn_program probbnn_program;
typedef struct probbnn_session probbnn_session;

/* A program. Values are numbered; every array belongs to the caller and is read during the call alone. */
typedef struct probbnn_program_text {
    const int64_t *shapes; /* for every value: rank, dimensions */
    int64_t shapes_length;
    const int64_t *code; /* instructions, see probbnn_opcodes.h */
    int64_t code_length;
    const int64_t *constants; /* for every constant: its value, its place in numbers */
    int64_t constants_length;
    const double *numbers;
    int64_t numbers_length;
    const int64_t *inputs; /* the value of every input */
    int64_t inputs_length;
    const int64_t *outputs; /* the value of every output */
    int64_t outputs_length;
    const int64_t *updates; /* for every input that a run replaces: the input's position, the new value */
    int64_t updates_length;
    int64_t keys; /* number of random keys of a run */
} probbnn_program_text;

PROBBNN_EXPORT int32_t probbnn_torch_abi(void);
PROBBNN_EXPORT const char *probbnn_torch_opcodes(void); /* names, separated by spaces */
PROBBNN_EXPORT const char *probbnn_torch_version(void); /* of libtorch, and whether it knows CUDA */
PROBBNN_EXPORT void probbnn_torch_last_error(probbnn_error *error);

/* threads: of one call on the processor, 0 for libtorch's own choice. */
PROBBNN_EXPORT int32_t probbnn_device_open(uint32_t flags, int32_t index, int32_t threads, probbnn_device **device);
PROBBNN_EXPORT void probbnn_device_close(probbnn_device *device);
PROBBNN_EXPORT const char *probbnn_device_name(const probbnn_device *device);

PROBBNN_EXPORT int32_t probbnn_program_create(probbnn_device *device, const probbnn_program_text *text, probbnn_program **program);
PROBBNN_EXPORT void probbnn_program_close(probbnn_program *program);

PROBBNN_EXPORT int32_t probbnn_session_create(probbnn_program *program, probbnn_session **session);
PROBBNN_EXPORT void probbnn_session_close(probbnn_session *session);
PROBBNN_EXPORT int32_t probbnn_session_write(probbnn_session *session, int32_t input, const double *values, int64_t count);
PROBBNN_EXPORT int32_t probbnn_session_read_input(probbnn_session *session, int32_t input, double *values, int64_t count);
PROBBNN_EXPORT int32_t probbnn_session_read(probbnn_session *session, int32_t output, double *values, int64_t count);

/* words: two for every key of the program. State is replaced where the run succeeds, and left where it fails. */
PROBBNN_EXPORT int32_t probbnn_session_run(probbnn_session *session, const uint64_t *words, int64_t count);

/* Whether the session's runs replay a CUDA graph; text says why not, and lives as long as the session. */
PROBBNN_EXPORT int32_t probbnn_session_captured(const probbnn_session *session, const char **text);

#ifdef __cplusplus
}
#endif

#endif
