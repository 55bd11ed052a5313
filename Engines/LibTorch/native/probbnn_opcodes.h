/* The operations that the library runs, in the order of their numbers. The managed side has the same list in Opcode.cs; the library
   exports it as text (probbnn_torch_opcodes), and a program is only handed over where both agree.

   An instruction in code, as 64-bit words:
     opcode, result, number of arguments, arguments, number of values that nothing reads afterwards, those values, number of attributes,
     attributes
   Attributes are named beside each operation; shapes are those of the values. */
#ifndef PROBBNN_OPCODES_H
#define PROBBNN_OPCODES_H

#define PROBBNN_OPCODES(X)                                                                                                             \
    X(Add)                                                                                                                             \
    X(Subtract)                                                                                                                        \
    X(Multiply)                                                                                                                        \
    X(Divide)                                                                                                                          \
    X(Maximum)                                                                                                                         \
    X(Negate)                                                                                                                          \
    X(Exp)                                                                                                                             \
    X(Log)                                                                                                                             \
    X(Sqrt)                                                                                                                            \
    X(Square)                                                                                                                          \
    X(Tanh)                                                                                                                            \
    X(Sin)                                                                                                                             \
    X(Cos)                                                                                                                             \
    X(Sigmoid)                                                                                                                         \
    X(Softplus)                                                                                                                        \
    X(Relu)                                                                                                                            \
    X(Step)                                                                                                                            \
    X(StopGradient)                                                                                                                    \
    X(Reshape)                                                                                                                         \
    X(BroadcastTo)                                                                                                                     \
    X(SumTo)                                                                                                                           \
    X(LogSumExp)         /* axis */                                                                                                    \
    X(Permute)           /* the argument's axis for every axis of the result */                                                        \
    X(Slice)             /* axis, start */                                                                                             \
    X(Embed)             /* axis, start */                                                                                             \
    X(Concat)            /* axis */                                                                                                    \
    X(Gather)            /* axis, positions */                                                                                         \
    X(ScatterAdd)        /* axis, positions */                                                                                         \
    X(CountMask)                                                                                                                       \
    X(MatMul)            /* left transposed, right transposed; sums over batch axes that the result lacks or has as 1 */               \
    X(Cholesky)                                                                                                                        \
    X(TriangularSolve)   /* transposed, whether the matrix is known to be a Cholesky factor */                                         \
    X(Diagonal)                                                                                                                        \
    X(DiagonalMatrix)                                                                                                                  \
    X(LowerTriangle)                                                                                                                   \
    X(PackLower)                                                                                                                       \
    X(UnpackLower)                                                                                                                     \
    X(ExpPackedDiagonal)                                                                                                               \
    X(KeyedNormal)       /* first key, number of keys, rows, columns */                                                                \
    X(KeyedNormalAt)     /* first key, number of keys, rows */

#endif
