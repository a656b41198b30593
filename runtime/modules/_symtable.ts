/**
 * The module `_symtable`: the compiler's scopes for the library's `symtable`.
 */
import { identity } from '../objects/compare';
import { PyDict } from '../objects/dict';
import { defGetSet } from '../objects/descriptors';
import { typeError, valueError } from '../objects/errors';
import { PyObject, type PyType, type Value } from '../objects/object';
import { defineType } from '../objects/typeObject';
import { PyBytes, PyList, strOf } from '../objects/values';
import { Def, NameScope, SCOPE_OFFSET, ScopeType, type Scope } from '../compiler/scope';
import { SourceText } from '../compiler/sourceText';
import { buildSymbolTable } from '../compiler/symtable';
import { PySyntaxError } from '../syntax/syntaxError';
import { guestSyntaxError, parseSource, decodeGuarded } from './compileSource';
import { pathArg } from './osErrors';
import { nativeModule } from './registry';
import { givenType } from '../objects/typeNames';

let entryType: PyType;

class PyEntry extends PyObject {
  constructor(readonly scope: Scope) {
    super(entryType);
  }
}

const entries = new WeakMap<Scope, PyEntry>();

function entryOf(scope: Scope): PyEntry {
  let e = entries.get(scope);
  if (e === undefined) entries.set(scope, (e = new PyEntry(scope)));
  return e;
}

function symtable(source: Value, filename: Value, startstr: Value): Value {
  const name = pathArg(filename, 'symtable: filename').text;
  const mode = strOf(startstr);
  if (mode === undefined) throw typeError(`symtable() argument 3 must be str, not ${givenType(startstr)}`);
  if (mode !== 'exec' && mode !== 'eval' && mode !== 'single')
    throw valueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  const text = strOf(source) ?? (source instanceof PyBytes ? decodeGuarded(source.data, name) : undefined);
  if (text === undefined) throw typeError('symtable() arg 1 must be a string or bytes');
  try {
    const tree = parseSource(text, name, mode);
    return entryOf(
      buildSymbolTable(tree, new SourceText(name, text), { futureAnnotations: false, allowTopLevelAwait: false }).top,
    );
  } catch (e) {
    if (e instanceof PySyntaxError) throw guestSyntaxError(e);
    throw e;
  }
}

nativeModule('_symtable', (m) => {
  entryType = defineType({
    name: 'symtable entry',
    isBase: false,
    slots: {
      hasWeakref: true,
      tp_repr: (self) => {
        const { scope } = self as PyEntry;
        return `<symtable entry ${scope.name}(${identity(scope)}), line ${scope.where?.lineno ?? 0}>`;
      },
    },
    setup: (t) => {
      defGetSet(t, 'id', (self: PyEntry) => identity(self.scope));
      defGetSet(t, 'name', (self: PyEntry) => self.scope.name);
      defGetSet(t, 'type', (self: PyEntry) => self.scope.type);
      defGetSet(t, 'nested', (self: PyEntry) => (self.scope.nested ? 1 : 0));
      defGetSet(t, 'lineno', (self: PyEntry) => self.scope.where?.lineno ?? 0);
      defGetSet(t, 'varnames', (self: PyEntry) => new PyList([...self.scope.varnames]));
      defGetSet(t, 'children', (self: PyEntry) => new PyList(self.scope.children.map(entryOf)));
      defGetSet(t, 'symbols', (self: PyEntry) => {
        const d = new PyDict();
        for (const [name, flags] of self.scope.symbols) d.setStr(name, flags);
        return d;
      });
    },
  });
  m.def('symtable(source, filename, startstr, /)', symtable);
  const flags: Record<string, number> = {
    USE: Def.USE, DEF_GLOBAL: Def.GLOBAL, DEF_NONLOCAL: Def.NONLOCAL, DEF_LOCAL: Def.LOCAL, DEF_PARAM: Def.PARAM, DEF_TYPE_PARAM: Def.TYPE_PARAM,
    DEF_FREE_CLASS: Def.FREE_CLASS, DEF_IMPORT: Def.IMPORT, DEF_BOUND: Def.LOCAL | Def.PARAM | Def.IMPORT, DEF_ANNOT: Def.ANNOT, DEF_COMP_ITER: Def.COMP_ITER,
    DEF_COMP_CELL: Def.COMP_CELL, SCOPE_OFF: SCOPE_OFFSET, SCOPE_MASK: 15, FREE: NameScope.FREE, LOCAL: NameScope.LOCAL,
    GLOBAL_IMPLICIT: NameScope.GLOBAL_IMPLICIT, GLOBAL_EXPLICIT: NameScope.GLOBAL_EXPLICIT, CELL: NameScope.CELL,
  }; // prettier-ignore
  for (const [name, n] of Object.entries(flags)) m.set(name, n);
  for (const [name, n] of Object.entries(ScopeType)) m.set(`TYPE_${name}`, n);
});
