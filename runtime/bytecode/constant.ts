/**
 * Constants as the compiler hands them to the VM, before any Python object exists.
 *
 * Owns: their shape. Must not know: Python objects (the VM turns each into one when a code object first runs).
 */
import type { Code } from './code';

/** `int` is a JS number while it is a safe integer, else a bigint; `str` may hold lone surrogates. */
export type Const =
  | { type: 'None' }
  | { type: 'Ellipsis' }
  | { type: 'bool'; value: boolean }
  | { type: 'int'; value: number | bigint }
  | { type: 'float'; value: number }
  | { type: 'complex'; real?: number; imag: number }
  | { type: 'str'; value: string }
  | { type: 'bytes'; value: Uint8Array }
  | { type: 'tuple'; items: Const[] }
  | { type: 'frozenset'; items: Const[] }
  | { type: 'slice'; items: [Const, Const, Const] }
  | { type: 'code'; code: Code };
