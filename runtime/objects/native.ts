/**
 * Functions and methods written in TypeScript, declared by a Python signature.
 *
 * Owns: parsing the signature text, binding arguments, the errors of a wrong call (CPython's getargs.c). A native
 * function is called with one JavaScript argument for each parameter: `*args` comes as a JS array, `**kwargs` as a
 * PyDict, a missing optional parameter as its default where the text has one that is a literal, else undefined.
 *
 * DIFFERS: the docstrings of native types, functions and modules are in words of our own.
 */
import { closestName } from '../base/closestName';
import type { PyContext } from './contextvars';
import { builtinFunctionType, classMethodDescriptorType, methodDescriptorType, None } from './builtinTypes';
import { PyDict } from './dict';
import { typeError } from './errors';
import { PyObject, PyType, typeOf, type KwNames, type Value } from './object';
import { qualnameOf } from './typeNames';
import { emptyTuple, PyFloat } from './values';

// The parameters differ from function to function, as the signature text says.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type NativeFn = (...args: any[]) => Value;

/** Takes the arguments by position; those that are not given are undefined. */
export type QuietFn = (a?: Value, b?: Value, c?: Value) => Value | undefined;

interface Param {
  name: string;
  kind: 'positional' | 'either' | 'star' | 'keyword' | 'doublestar';
  required: boolean;
  default: Value | undefined;
}

/** What a native callable calls in the end, and in which context. */
export interface TailCall {
  callee: Value;
  args: Value[];
  kwnames: KwNames;
  context: PyContext | null;
}

/** Native types whose instances, when called, only call something else; by their tp_call. */
export const tailCalls = new Map<unknown, (self: Value, args: Value[], kwnames: KwNames) => TailCall>();

export class NativeSpec {
  readonly name: string;
  /** What stands in error messages before "()": `append` or `list.append`. */
  qualname: string;
  /**
   * Python's text signature, e.g. "(self, object, /)". Null: programs see none, as with CPython (a `!` stands behind the
   * declaration). What stands behind the `!` is seen instead.
   */
  readonly signature: string | null;
  readonly doc: string | null;
  readonly fn: NativeFn;
  readonly params: Param[];
  /** Only positional-only parameters: arguments go to `fn` as they come. */
  readonly simple: boolean;
  /** No more parameters than these, which may be given by position. */
  private readonly fixed: boolean;
  readonly min: number;
  readonly max: number;
  /** The first parameter is the object that it is a method of. Not so in a function of a module, whatever its name. */
  isMethod: boolean;
  /** It ends by calling something else and gives what that gives: the VM does so without recursing. */
  tail: ((args: Value[], kwnames: KwNames) => TailCall) | null = null;
  /** A type's `__new__` or `__init__`: its errors name the type. */
  isConstructor = false;
  /** Where only positional arguments are given, `fn` gets them by this: no name has to be looked for. */
  private readonly byPosition: boolean;
  private readonly acceptsKeywords: boolean;
  /** What is not given by position has a default or is undefined: nothing has to be made for it. */
  private othersAbsent: boolean;
  /** What the interpreter loop does itself when the receiver or argument is an exact generator. */
  inLoop: 'send' | 'next' | null = null;
  /** What code without frames calls instead: gives undefined where Python code could run or something be raised. */
  quiet: QuietFn | null = null;
  /** It may wake a task: a debugger wants to know from where. */
  wakes = false;

  constructor(declaration: string, fn: NativeFn, doc: string | null = null) {
    const open = declaration.indexOf('(');
    this.name = this.qualname = declaration.slice(0, open);
    const mark = declaration.indexOf('!');
    const end = declaration.lastIndexOf(')', mark < 0 ? declaration.length : mark);
    const params = declaration.slice(open + 1, end);
    this.signature =
      mark >= 0
        ? declaration.slice(mark + 1) || null
        : `(${params.replace(/<[^<>:]+:([^>]*)>/g, (_, shown: string) => (shown === '' ? '<absent>' : shown))})`;
    this.fn = fn;
    this.doc = doc;
    this.params = parseParams(params);
    this.simple = this.params.every((p) => p.kind === 'positional');
    this.fixed = this.params.every((p) => p.kind === 'positional' || p.kind === 'either');
    this.min = this.params.filter((p) => p.required && (p.kind === 'positional' || p.kind === 'either')).length;
    this.max = this.params.filter((p) => p.kind === 'positional' || p.kind === 'either').length;
    this.acceptsKeywords = this.params.some(({ kind }) => kind !== 'positional' && kind !== 'star');
    this.byPosition = !this.simple && this.params.every((p) => p.kind !== 'keyword' || !p.required);
    this.othersAbsent = this.byPosition && this.params.every(({ kind }) => kind !== 'star' && kind !== 'doublestar');
    this.isMethod = this.params[0]?.name === 'self' || this.params[0]?.name === 'cls';
  }

  /** `fn` takes undefined for `**kwargs` where there is none: no dictionary is made for nothing. */
  withoutEmptyKeywords(): void {
    this.othersAbsent = this.byPosition && this.params.every(({ kind }) => kind !== 'star');
  }

  /** Calls with positional values and then one value for each of `kwnames`. */
  call(args: Value[], kwnames: KwNames): Value {
    const n = args.length;
    if (kwnames === null && this.fixed && n >= this.min && n <= this.max) {
      switch (this.max) {
        case 0:
          return this.fn();
        case 1:
          return this.fn(n > 0 ? args[0] : this.params[0].default);
        case 2:
          return this.fn(n > 0 ? args[0] : this.params[0].default, n > 1 ? args[1] : this.params[1].default);
        case 3:
          return this.fn(
            n > 0 ? args[0] : this.params[0].default,
            n > 1 ? args[1] : this.params[1].default,
            n > 2 ? args[2] : this.params[2].default,
          );
      }
      if (n === this.max) return this.fn(...args);
    }
    if ((kwnames === null || kwnames.length === 0) && this.byPosition && n >= this.min) {
      const { params } = this;
      if (this.othersAbsent && n === this.max) {
        if (params.length === 2) return this.fn(args[0] ?? params[0].default, args[1] ?? params[1].default);
        if (params.length === 3)
          return this.fn(args[0] ?? params[0].default, args[1] ?? params[1].default, args[2] ?? params[2].default);
      }
      const out = this.bindPositional(args);
      if (out !== undefined) return out.length === 4 ? this.fn(out[0], out[1], out[2], out[3]) : this.fn(...out);
    }
    return this.fn(...this.bind(args, kwnames));
  }

  /** Undefined where there are too many. */
  private bindPositional(args: Value[]): unknown[] | undefined {
    const n = args.length;
    const out: unknown[] = [];
    let used = 0;
    const { params } = this;
    for (let i = 0; i < params.length; i++) {
      const p = params[i];
      if (p.kind === 'star') {
        out.push(used < n ? args.slice(used) : []);
        used = n;
      } else if (p.kind === 'doublestar') out.push(new PyDict());
      else if (p.kind === 'keyword' || used >= n) out.push(p.default);
      else out.push(args[used++]);
    }
    return used < n ? undefined : out;
  }

  /** `call` for a method that was bound before: its errors name the type of its object (CPython's meth_get__qualname__). */
  callBound(args: Value[], kwnames: KwNames): Value {
    const n = args.length;
    const isWrong =
      kwnames === null || kwnames.length === 0 ? this.simple && (n < this.min || n > this.max) : !this.acceptsKeywords;
    return isWrong ? this.fn(...this.bind(args, kwnames, true)) : this.call(args, kwnames);
  }

  private bind(args: Value[], kwnames: KwNames, isBound = false): unknown[] {
    const { params } = this;
    const nkw = kwnames === null ? 0 : kwnames.length;
    const npos = args.length - nkw;
    const out: unknown[] = [];
    let used = 0;
    let extra: PyDict | undefined;
    const byName = new Map<string, Value>();
    if (kwnames !== null) kwnames.forEach((k, i) => byName.set(k, args[npos + i]));
    if (nkw > 0 && !this.acceptsKeywords)
      throw typeError(`${this.shownName(args, isBound)}() takes no keyword arguments`);
    if (this.acceptsKeywords) this.checkCounts(npos, nkw);
    for (let i = 0; i < params.length; i++) {
      const p = params[i];
      switch (p.kind) {
        case 'star':
          out.push(args.slice(used, npos));
          used = npos;
          break;
        case 'doublestar':
          extra = new PyDict();
          out.push(extra);
          break;
        case 'positional':
        case 'either':
          if (used < npos) {
            if (p.kind === 'either' && byName.has(p.name))
              throw typeError(
                `argument for ${this.name}() given by name ('${p.name}') and position (${i + 1 - (this.isMethod ? 1 : 0)})`,
              );
            out.push(args[used++]);
          } else out.push(this.byName(p, i, byName, args, npos, isBound));
          break;
        case 'keyword':
          out.push(this.byName(p, i, byName, args, npos, isBound));
      }
    }
    if (used < npos) throw this.wrongCount(args, npos, undefined, 0, isBound);
    if (byName.size > 0) {
      if (extra === undefined) {
        const [name] = byName.keys();
        const known = params.filter((p) => p.kind === 'either' || p.kind === 'keyword').map((p) => p.name);
        const close = closestName(known, name);
        const hint = close === undefined ? '' : `. Did you mean '${close}'?`;
        throw typeError(`${this.name}() got an unexpected keyword argument '${name}'${hint}`);
      }
      for (const [k, v] of byName) extra.setStr(k, v);
    }
    return out;
  }

  /** A parameter not given by position. */
  private byName(
    p: Param,
    at: number,
    byName: Map<string, Value>,
    args: Value[],
    npos: number,
    isBound: boolean,
  ): Value | undefined {
    const v = p.kind === 'positional' ? undefined : byName.get(p.name);
    if (v === undefined) {
      if (p.required) throw this.wrongCount(args, npos, p, at, isBound);
      return p.default;
    }
    byName.delete(p.name);
    return v;
  }

  /** A bound method is shown as its class's (CPython's meth_get__qualname__), a class method always. */
  private shownName(args: Value[], isBound: boolean): string {
    const self = this.isMethod ? args[0] : undefined;
    if (self === undefined || this.qualname === this.name) return this.qualname;
    if (self instanceof PyType) return `${qualnameOf(self)}.${this.name}`;
    return isBound ? `${qualnameOf(typeOf(self))}.${this.name}` : this.qualname;
  }

  private wrongCount(args: Value[], npos: number, missing: Param | undefined, at: number, isBound: boolean) {
    const self = this.isMethod ? 1 : 0;
    const given = npos - self;
    const min = this.min - self;
    const max = this.max - self;
    if (given < 0) return typeError(`unbound method ${this.qualname}() needs an argument`);
    if (this.simple) {
      if (max === 0 && !this.isConstructor)
        return typeError(`${this.shownName(args, isBound)}() takes no arguments (${given} given)`);
      if (min === 1 && max === 1 && !this.isConstructor)
        return typeError(`${this.shownName(args, isBound)}() takes exactly one argument (${given} given)`);
      const [bound, word] = min === max ? [min, ''] : given < min ? [min, 'at least '] : [max, 'at most '];
      return typeError(`${this.name} expected ${word}${bound} argument${bound === 1 ? '' : 's'}, got ${given}`);
    }
    if (missing !== undefined && missing.kind === 'keyword')
      return typeError(`${this.name}() missing required keyword-only argument: '${missing.name}'`);
    if (missing !== undefined && missing.kind === 'either')
      return typeError(`${this.name}() missing required argument '${missing.name}' (pos ${at + 1 - self})`);
    if (max === 0) return typeError(`${this.name}() takes no positional arguments`);
    return typeError(`${this.name} expected at least ${min} argument${min === 1 ? '' : 's'}, got ${given}`);
  }

  /** The numbers of arguments of a function with keywords (CPython's _PyArg_UnpackKeywords). */
  private checkCounts(npos: number, nkw: number): void {
    if (this.params.some((p) => p.kind === 'star' || p.kind === 'doublestar')) return;
    const self = this.isMethod ? 1 : 0;
    const given = npos - self;
    if (given < 0) throw typeError(`unbound method ${this.qualname}() needs an argument`);
    const all = this.params.length - self;
    const plural = (n: number) => (n === 1 ? '' : 's');
    if (given + nkw > all)
      throw typeError(
        `${this.name}() takes at most ${all} ${given === 0 ? 'keyword ' : ''}argument${plural(all)} (${given + nkw} given)`,
      );
    const max = this.max - self;
    if (given > max) {
      if (max === 0) throw typeError(`${this.name}() takes no positional arguments`);
      const bound = this.min < this.max ? 'at most' : 'exactly';
      throw typeError(`${this.name}() takes ${bound} ${max} positional argument${plural(max)} (${given} given)`);
    }
    const min = this.params.filter((p) => p.required && p.kind === 'positional').length - self;
    if (given < min)
      throw typeError(
        `${this.name}() takes ${min < max ? 'at least' : 'exactly'} ${min} positional argument${plural(min)} (${given} given)`,
      );
  }
}

function parseParams(text: string): Param[] {
  const params: Param[] = [];
  let keywordOnly = false;
  for (const part of splitTop(text)) {
    if (part === '/') for (const p of params) p.kind = 'positional';
    else if (part === '*') keywordOnly = true;
    else if (part.startsWith('**'))
      params.push({ name: part.slice(2), kind: 'doublestar', required: false, default: undefined });
    else if (part.startsWith('*')) {
      params.push({ name: part.slice(1), kind: 'star', required: false, default: undefined });
      keywordOnly = true;
    } else {
      const eq = part.indexOf('=');
      const name = (eq < 0 ? part : part.slice(0, eq)).trim();
      const kind = keywordOnly ? 'keyword' : 'either';
      params.push({ name, kind, required: eq < 0, default: eq < 0 ? undefined : literal(part.slice(eq + 1).trim()) });
    }
  }
  if (params[0]?.name === 'self' || params[0]?.name === 'cls') params[0].kind = 'positional';
  return params;
}

export function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === "'" || c === '"') quote = c;
    else if (c === '(' || c === '[' || c === '<') depth++;
    else if (c === ')' || c === ']' || c === '>') depth--;
    if (i === text.length || (c === ',' && depth === 0 && quote === '')) {
      const part = text.slice(start, i).trim();
      if (part !== '') parts.push(part);
      start = i + 1;
    }
  }
  return parts;
}

/**
 * A default's value, where it is a simple literal; undefined (absent) for anything else. `<15:MAX_WBITS>` is 15 and shown
 * as MAX_WBITS, `<absent:None>` is shown as None, `<():>` as unrepresentable.
 */
function literal(text: string): Value | undefined {
  const named = /^<([^<>:]+):[^>]*>$/.exec(text);
  if (named !== null) return literal(named[1]);
  switch (text) {
    case 'None':
      return None;
    case 'True':
      return true;
    case 'False':
      return false;
    case '()':
      return emptyTuple;
  }
  if (/^-?\d+$/.test(text)) return Number(text);
  if (/^-?\d+\.\d+$/.test(text)) return new PyFloat(Number(text));
  if (/^'[^']*'$|^"[^"]*"$/.test(text)) return text.slice(1, -1).replace(/\\n/g, '\n');
  return undefined;
}

/** A function of a module, or a native method bound to its object: CPython's PyCFunctionObject. */
export class PyNative extends PyObject {
  readonly spec: NativeSpec;
  readonly self: Value | undefined;
  /** Name of the module it is from. */
  module: Value = None;
  /** That module, of a function that is in one. */
  home: Value = None;
  constructor(spec: NativeSpec, self?: Value) {
    super(builtinFunctionType);
    this.spec = spec;
    this.self = self;
  }

  invoke(args: Value[], kwnames: KwNames): Value {
    return this.self !== undefined && this.spec.isMethod
      ? this.spec.callBound([this.self, ...args], kwnames)
      : this.spec.call(args, kwnames);
  }
}

/** A method in a native type's dictionary; `isClassMethod` binds the class. */
export class PyMethodDescr extends PyObject {
  readonly spec: NativeSpec;
  readonly owner: PyType;
  readonly isClassMethod: boolean;
  /** The slot wrapper in whose place it stands: the same operation as a method (METH_COEXIST). */
  beside: PyObject | null = null;
  constructor(spec: NativeSpec, owner: PyType, isClassMethod = false) {
    super(isClassMethod ? classMethodDescriptorType : methodDescriptorType);
    this.spec = spec;
    this.owner = owner;
    this.isClassMethod = isClassMethod;
  }
}

/** A module function: `nativeFunction('len(obj, /)', (obj) => …)`. */
export function nativeFunction(declaration: string, fn: NativeFn, doc?: string): PyNative {
  return new PyNative(new NativeSpec(declaration, fn, doc ?? null));
}
