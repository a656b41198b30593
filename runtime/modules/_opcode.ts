/**
 * The module `_opcode`: questions about CPython 3.14's opcodes, which the library's `opcode` asks when it is imported.
 *
 * DIFFERS: code objects here hold 3.9's opcodes, which `dis` shows; the library's tables of 3.14 are only kept whole.
 */
import { None } from '../objects/builtinTypes';
import { PyTuple, PyList } from '../objects/values';
import { valueError } from '../objects/errors';
import type { Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { nativeModule } from './registry';

const HAVE_ARGUMENT = 43;

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
  for (const name of ['is_valid', 'has_const', 'has_name', 'has_jump', 'has_free', 'has_local', 'has_exc'])
    m.def(`${name}(opcode)`, (op: Value) => name === 'is_valid' && Number(toIndex(op)) < 256);
  m.def('has_arg(opcode)', (op: Value) => Number(toIndex(op)) > HAVE_ARGUMENT);
  m.def('stack_effect(opcode, oparg=None, /, *, jump=None)', () => {
    throw valueError('invalid opcode or oparg');
  });
  m.def('get_executor(*, code, offset)', () => None);
  m.def('get_specialization_stats()', () => None);
  m.def('get_nb_ops()', () => new PyList(NB_OPS.map((p) => new PyTuple(p))));
  m.def('get_intrinsic1_descs()', list(INTRINSIC_1));
  m.def('get_intrinsic2_descs()', list(INTRINSIC_2));
  m.def('get_special_method_names()', list(['__enter__', '__exit__', '__aenter__', '__aexit__']));
});
