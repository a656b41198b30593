/**
 * SyntaxWarnings about code that is legal but surely wrong: `x is 1`, `"abc"()`, `[1]["a"]`, `assert (x, "msg")`.
 *
 * Owns: CPython's check_compare, check_caller, check_subscripter, check_index. Must not know: code generation.
 */
import type { Const } from '../bytecode/constant';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';

/** The name of the Python type that an expression surely has, or null. */
function inferType(e: ast.Expr): string | null {
  switch (e.kind) {
    case 'Tuple':
      return 'tuple';
    case 'List':
    case 'ListComp':
      return 'list';
    case 'Dict':
    case 'DictComp':
      return 'dict';
    case 'Set':
    case 'SetComp':
      return 'set';
    case 'GeneratorExp':
      return 'generator';
    case 'Lambda':
      return 'function';
    case 'TemplateStr':
    case 'Interpolation':
      return 'string.templatelib.Template';
    case 'JoinedStr':
    case 'FormattedValue':
      return 'str';
    case 'Constant':
      return constantType(e.value);
    default:
      return null;
  }
}

function constantType(value: Const): string {
  switch (value.type) {
    case 'None':
      return 'NoneType';
    case 'Ellipsis':
      return 'ellipsis';
    default:
      return value.type;
  }
}

/** `"abc" (x)`: probably a comma is missing. */
export function checkCaller(c: CodeGenerator, e: ast.Expr): void {
  switch (e.kind) {
    case 'Constant':
    case 'Tuple':
    case 'List':
    case 'ListComp':
    case 'Dict':
    case 'DictComp':
    case 'Set':
    case 'SetComp':
    case 'GeneratorExp':
    case 'JoinedStr':
    case 'TemplateStr':
    case 'FormattedValue':
    case 'Interpolation':
      c.warn(`'${inferType(e)}' object is not callable; perhaps you missed a comma?`, e);
  }
}

export function checkSubscripter(c: CodeGenerator, e: ast.Expr): void {
  switch (e.kind) {
    case 'Constant': {
      const type = e.value.type as Const['type'];
      if (type === 'str' || type === 'bytes' || type === 'tuple') return;
      break;
    }
    case 'Set':
    case 'SetComp':
    case 'GeneratorExp':
    case 'TemplateStr':
    case 'Interpolation':
    case 'Lambda':
      break;
    default:
      return;
  }
  c.warn(`'${inferType(e)}' object is not subscriptable; perhaps you missed a comma?`, e);
}

export function checkIndex(c: CodeGenerator, e: ast.Expr, index: ast.Expr): void {
  const type = inferType(index);
  if (type === null || type === 'int' || type === 'bool' || type === 'slice') return;
  switch (e.kind) {
    case 'Constant': {
      const constant = e.value.type as Const['type'];
      if (constant !== 'str' && constant !== 'bytes' && constant !== 'tuple') return;
      break;
    }
    case 'Tuple':
    case 'List':
    case 'ListComp':
    case 'JoinedStr':
    case 'FormattedValue':
      break;
    default:
      return;
  }
  c.warn(`${inferType(e)} indices must be integers or slices, not ${type}; perhaps you missed a comma?`, e);
}

/** `x is 1`: identity with a literal. */
export function checkCompare(c: CodeGenerator, e: ast.Compare): void {
  let left = checkedOperand(e.left);
  for (let i = 0; i < e.ops.length; i++) {
    const op = e.ops[i];
    const right = checkedOperand(e.comparators[i]);
    if ((op === 'Is' || op === 'IsNot') && (left !== null || right !== null)) {
      const operand = left ?? right;
      const word = op === 'Is' ? 'is' : 'is not';
      const better = op === 'Is' ? '==' : '!=';
      c.warn(`"${word}" with '${operand}' literal. Did you mean "${better}"?`, e);
      return;
    }
    left = right;
  }
}

/** The type of a literal that should not be compared by identity, or null. */
function checkedOperand(e: ast.Expr): string | null {
  if (e.kind !== 'Constant') return null;
  const type = constantType(e.value);
  return type === 'NoneType' || type === 'bool' || type === 'ellipsis' ? null : type;
}
