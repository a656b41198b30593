/**
 * Class definitions: the body's code object and the call of `__build_class__`.
 *
 * Owns: class bodies, with the names that CPython 3.13 and later put there (`__firstlineno__`,
 * `__static_attributes__`). Must not know: the statements in them.
 */
import { Intrinsic1, Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import { beginConditionalAnnotations, scopeAnnotations } from './annotations';
import { visitBody } from './body';
import { callWith } from './calls';
import type { CodeGenerator } from './codeGenerator';
import { intConst, strTuple } from './constantTable';
import { applyDecorators } from './functions';
import { NOWHERE } from './lineMarks';
import { typeParameters } from './typeParameters';

export function visitClassDef(c: CodeGenerator, s: ast.ClassDef): void {
  c.visitExprs(s.decorator_list);
  const firstlineno = s.decorator_list.length > 0 ? s.decorator_list[0].lineno : s.lineno;
  if (s.type_params.length > 0) {
    c.enterScope(
      'type parameters',
      `<generic parameters of ${s.name}>`,
      c.scopeOf(s.type_params),
      s,
      firstlineno,
      s.name,
    );
    typeParameters(c, s.type_params);
    c.storeName('.type_params');
    classBody(c, s, firstlineno);
    c.emitStr(s.name);
    c.loadName('.type_params');
    c.emit(Op.CALL_INTRINSIC_1, Intrinsic1.SUBSCRIPT_GENERIC);
    c.storeName('.generic_base');
    const base: ast.Name = {
      kind: 'Name',
      id: '.generic_base',
      ctx: 'Load',
      lineno: s.lineno,
      col_offset: s.col_offset,
      end_lineno: s.end_lineno,
      end_col_offset: s.end_col_offset,
    };
    callWith(c, 2, [...s.bases, base], s.keywords);
    c.emit(Op.RETURN_VALUE);
    c.makeClosure(c.exitScope(), 0);
    c.emit(Op.CALL_FUNCTION, 0);
  } else {
    classBody(c, s, firstlineno);
    c.emitStr(s.name);
    callWith(c, 2, s.bases, s.keywords);
  }
  applyDecorators(c, s.decorator_list);
  c.storeName(s.name);
}

/** Pushes `__build_class__` and the function of the body. */
function classBody(c: CodeGenerator, s: ast.ClassDef, firstlineno: number): void {
  const scope = c.scopeOf(s);
  const start = { lineno: firstlineno, end_lineno: firstlineno, col_offset: 0, end_col_offset: 0 };
  c.enterScope('class', s.name, scope, start, firstlineno);
  c.loadName('__name__');
  c.storeName('__module__');
  c.emitStr(c.unit.qualname);
  c.storeName('__qualname__');
  c.emitConst(intConst(firstlineno));
  c.storeName('__firstlineno__');
  if (s.type_params.length > 0) {
    c.loadName('.type_params');
    c.storeName('__type_params__');
  }
  if (scope.needsClassDict) {
    c.emit(Op.LOAD_LOCALS);
    c.emit(Op.STORE_DEREF, c.cellIndex('__classdict__'));
  }
  beginConditionalAnnotations(c);
  visitBody(c, s.body);
  c.location = NOWHERE;
  scopeAnnotations(c, '__annotate_func__', s, firstlineno);
  const attributes = c.unit.staticAttributes;
  c.emitConst(strTuple(attributes === null ? [] : [...attributes].sort()));
  c.storeName('__static_attributes__');
  if (scope.needsClassDict) {
    c.emit(Op.LOAD_CLOSURE, c.cellIndex('__classdict__'));
    c.storeName('__classdictcell__');
  }
  if (scope.needsClassClosure) {
    c.emit(Op.LOAD_CLOSURE, c.cellIndex('__class__'));
    c.emit(Op.DUP_TOP);
    c.storeName('__classcell__');
  } else {
    c.emitNone();
  }
  c.emit(Op.RETURN_VALUE);
  const code = c.exitScope();
  c.emit(Op.LOAD_BUILD_CLASS);
  c.makeClosure(code, 0, s.name);
}
