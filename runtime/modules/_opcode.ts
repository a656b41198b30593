/**
 * The module `_opcode`: this runtime's opcode table for the library's `opcode` and `dis`, which are ours
 * (runtime/library).
 */
import { lineStarts } from '../bytecode/disassembler';
import { HAVE_ARGUMENT, OPCODES } from '../bytecode/opcodes';
import { None } from '../objects/builtinTypes';
import { PyTuple, PyList } from '../objects/values';
import { typeError, valueError } from '../objects/errors';
import { PyCode } from '../objects/function';
import type { Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { nativeModule } from './registry';

const NB_OPS = [
  ['NB_ADD', '+'], ['NB_AND', '&'], ['NB_FLOOR_DIVIDE', '//'], ['NB_LSHIFT', '<<'], ['NB_MATRIX_MULTIPLY', '@'], ['NB_MULTIPLY', '*'], ['NB_REMAINDER', '%'],
  ['NB_OR', '|'], ['NB_POWER', '**'], ['NB_RSHIFT', '>>'], ['NB_SUBTRACT', '-'], ['NB_TRUE_DIVIDE', '/'], ['NB_XOR', '^'], ['NB_INPLACE_ADD', '+='],
  ['NB_INPLACE_AND', '&='], ['NB_INPLACE_FLOOR_DIVIDE', '//='], ['NB_INPLACE_LSHIFT', '<<='], ['NB_INPLACE_MATRIX_MULTIPLY', '@='],
  ['NB_INPLACE_MULTIPLY', '*='], ['NB_INPLACE_REMAINDER', '%='], ['NB_INPLACE_OR', '|='], ['NB_INPLACE_POWER', '**='], ['NB_INPLACE_RSHIFT', '>>='],
  ['NB_INPLACE_SUBTRACT', '-='], ['NB_INPLACE_TRUE_DIVIDE', '/='], ['NB_INPLACE_XOR', '^='], ['NB_SUBSCR', '[]'],
]; // prettier-ignore

const INTRINSIC_1 = [
  'INTRINSIC_1_INVALID', 'INTRINSIC_PRINT', 'INTRINSIC_IMPORT_STAR', 'INTRINSIC_STOPITERATION_ERROR', 'INTRINSIC_ASYNC_GEN_WRAP', 'INTRINSIC_UNARY_POSITIVE',
  'INTRINSIC_LIST_TO_TUPLE', 'INTRINSIC_TYPEVAR', 'INTRINSIC_PARAMSPEC', 'INTRINSIC_TYPEVARTUPLE', 'INTRINSIC_SUBSCRIPT_GENERIC', 'INTRINSIC_TYPEALIAS',
]; // prettier-ignore
const INTRINSIC_2 = [
  'INTRINSIC_2_INVALID', 'INTRINSIC_PREP_RERAISE_STAR', 'INTRINSIC_TYPEVAR_WITH_BOUND', 'INTRINSIC_TYPEVAR_WITH_CONSTRAINTS',
  'INTRINSIC_SET_FUNCTION_TYPE_PARAMS', 'INTRINSIC_SET_TYPEPARAM_DEFAULT',
]; // prettier-ignore

nativeModule('_opcode', (m) => {
  m.set('ENABLE_SPECIALIZATION', false);
  m.set('ENABLE_SPECIALIZATION_FT', false);
  const list = (names: readonly string[]) => () => new PyList([...names]);
  const info = (op: Value) => OPCODES[Number(toIndex(op))];
  const jumps = (op: Value) => typeof info(op)?.jumpEffect === 'number';
  m.def('is_valid(opcode)', (op: Value) => info(op) !== undefined);
  const kinds = { has_const: 'const', has_name: 'name', has_free: 'free', has_local: 'local' } as const;
  for (const [name, kind] of Object.entries(kinds)) m.def(`${name}(opcode)`, (op: Value) => info(op)?.operand === kind);
  m.def('has_jump(opcode)', (op: Value) => jumps(op));
  m.def('has_exc(opcode)', (op: Value) => info(op)?.name.startsWith('SETUP_') === true && jumps(op));
  m.def('has_arg(opcode)', (op: Value) => Number(toIndex(op)) >= HAVE_ARGUMENT);
  m.def('get_opcodes()', () => {
    const rows = OPCODES.filter((row) => row !== undefined);
    return new PyList(rows.map((row) => new PyTuple([row.name, row.number, row.operand])));
  });
  // The lines of a listing are 3.9's, which differ from co_lines() where 3.14 places instructions better.
  m.def('get_listing_lines(code)', (code: Value) => {
    if (!(code instanceof PyCode)) throw typeError('get_listing_lines() argument must be a code object');
    return new PyList([...lineStarts(code.code)].map((pair) => new PyTuple(pair)));
  });
  m.def('stack_effect(opcode, oparg=None, /, *, jump=None)', (op: Value, oparg: Value, jump: Value) => {
    const row = info(op);
    if (row === undefined) throw valueError('invalid opcode or oparg');
    const hasArg = row.number >= HAVE_ARGUMENT;
    const given = oparg !== None && oparg !== undefined;
    if (hasArg && !given) throw valueError('stack_effect: opcode requires oparg but oparg was not specified');
    if (!hasArg && given) throw valueError('stack_effect: opcode does not permit oparg but oparg was specified');
    const arg = given ? Number(toIndex(oparg)) : 0;
    const straight = row.effect(arg);
    const jumping = row.jumpEffect ?? straight;
    if (jump === None || jump === undefined) return Math.max(straight, jumping);
    if (jump !== true && jump !== false) throw valueError('stack_effect: jump must be False, True or None');
    return jump ? jumping : straight;
  });
  m.def('get_executor(code, offset)', () => None);
  m.def('get_specialization_stats()', () => None);
  m.def('get_nb_ops()', () => new PyList(NB_OPS.map((p) => new PyTuple(p))));
  m.def('get_intrinsic1_descs()', list(INTRINSIC_1));
  m.def('get_intrinsic2_descs()', list(INTRINSIC_2));
  m.def('get_special_method_names()', list(['__enter__', '__exit__', '__aenter__', '__aexit__']));
});
