/**
 * From a call's arguments to a frame's locals (CPython's _PyEval_MakeFrameVector).
 */
import { closestName } from '../base/closestName';
import { CodeFlag } from '../bytecode/code';
import { PyDict } from '../objects/dict';
import { typeError } from '../objects/errors';
import type { PyFunction } from '../objects/function';
import type { KwNames, Value } from '../objects/object';
import { PyTuple } from '../objects/values';
import { execOf, type ExecCode } from './execCode';
import { Frame } from './frame';

/** A frame for calling `fn` with `count` values at `args[start]`, after `self` where there is one. */
export function frameFor(
  fn: PyFunction,
  self: Value | undefined,
  args: (Value | undefined)[],
  start: number,
  count: number,
  kwnames: KwNames,
): Frame {
  const { code } = fn;
  const frame = new Frame((fn.code.exec ?? execOf(code)) as ExecCode, fn);
  const { s } = frame;
  const shift = self === undefined ? 0 : 1;
  const given = count + shift;
  if (fn.simple && kwnames === null && given <= code.argcount && given >= leastArguments(fn)) {
    if (shift === 1) s[0] = self;
    for (let i = 0; i < count; i++) s[i + shift] = args[start + i];
    if (given < code.argcount) fillDefaults(fn, s, given);
  } else bind(fn, s, self, args as Value[], start - shift, given, kwnames);
  if (frame.x.base !== frame.x.nlocals) frame.initCells();
  return frame;
}

/** How many arguments a simple function must be given: the others have defaults. */
export function leastArguments({ code, defaults }: PyFunction): number {
  return defaults === null ? code.argcount : code.argcount - defaults.length;
}

/** The defaults of the parameters from `given` on. */
export function fillDefaults({ code, defaults }: PyFunction, s: (Value | undefined)[], given: number): void {
  const first = code.argcount - defaults!.length;
  for (let i = given; i < code.argcount; i++) s[i] = defaults![i - first];
}

/** Binds `given` arguments: `self`, if there is one, then those in `args`, where the first of all would stand at `at`. */
function bind(
  fn: PyFunction,
  s: (Value | undefined)[],
  self: Value | undefined,
  args: Value[],
  at: number,
  given: number,
  kwnames: KwNames,
): void {
  const { code } = fn;
  const { argcount, kwonlyargcount, posonlyargcount, varnames } = code;
  const total = argcount + kwonlyargcount;
  const nkw = kwnames === null ? 0 : kwnames.length;
  const npos = given - nkw;
  const taken = Math.min(npos, argcount);
  const shift = self === undefined ? 0 : 1;
  if (shift === 1 && taken > 0) s[0] = self;
  for (let i = shift; i < taken; i++) s[i] = args[at + i];
  let next = total;
  if (code.flags & CodeFlag.VARARGS) {
    const rest = args.slice(at + Math.max(taken, shift), at + npos);
    if (taken < shift) rest.unshift(self!);
    s[next++] = new PyTuple(rest);
  }
  let extra: PyDict | undefined;
  if (code.flags & CodeFlag.VARKEYWORDS) s[next] = extra = new PyDict();
  if (kwnames !== null) {
    for (let k = 0; k < nkw; k++) {
      const name = kwnames[k];
      const value = args[at + npos + k];
      let i = posonlyargcount;
      while (i < total && varnames[i] !== name) i++;
      if (i < total) {
        if (s[i] !== undefined) throw typeError(`${fn.qualname}() got multiple values for argument '${name}'`);
        s[i] = value;
      } else if (extra !== undefined) extra.setStr(name, value);
      else throw unexpectedKeyword(fn, name, kwnames);
    }
  }
  if (npos > argcount && !(code.flags & CodeFlag.VARARGS)) throw tooMany(fn, npos, s);
  const { defaults, kwdefaults } = fn;
  const ndefaults = defaults === null ? 0 : defaults.length;
  if (taken < argcount) {
    const firstDefault = argcount - ndefaults;
    let missing: string[] | undefined;
    for (let i = taken; i < argcount; i++) {
      if (s[i] !== undefined) continue;
      if (i >= firstDefault) s[i] = defaults![i - firstDefault];
      else (missing ??= []).push(varnames[i]);
    }
    if (missing !== undefined) throw missingArguments(fn, missing, 'positional');
  }
  if (kwonlyargcount > 0) {
    let missing: string[] | undefined;
    for (let i = argcount; i < total; i++) {
      if (s[i] !== undefined) continue;
      const v = kwdefaults?.getStr(varnames[i]);
      if (v !== undefined) s[i] = v;
      else (missing ??= []).push(varnames[i]);
    }
    if (missing !== undefined) throw missingArguments(fn, missing, 'keyword-only');
  }
}

/** `name` is of no parameter; that others among the keywords are of positional-only ones is told first. */
function unexpectedKeyword(fn: PyFunction, name: string, kwnames: readonly string[]) {
  const { varnames, posonlyargcount, argcount, kwonlyargcount } = fn.code;
  const positionalOnly = varnames.slice(0, posonlyargcount).filter((k) => kwnames.includes(k));
  if (positionalOnly.length > 0)
    return typeError(
      `${fn.qualname}() got some positional-only arguments passed as keyword arguments: '${positionalOnly.join(', ')}'`,
    );
  const close = closestName(varnames.slice(posonlyargcount, argcount + kwonlyargcount), name);
  const hint = close === undefined ? '' : `. Did you mean '${close}'?`;
  return typeError(`${fn.qualname}() got an unexpected keyword argument '${name}'${hint}`);
}

function plural(n: number): string {
  return n === 1 ? '' : 's';
}

function tooMany(fn: PyFunction, given: number, s: (Value | undefined)[]) {
  const { code } = fn;
  const ndefaults = fn.defaults === null ? 0 : fn.defaults.length;
  const takes = ndefaults > 0 ? `from ${code.argcount - ndefaults} to ${code.argcount}` : String(code.argcount);
  const isPlural = ndefaults > 0 ? true : code.argcount !== 1;
  let kwonly = 0;
  for (let i = code.argcount; i < code.argcount + code.kwonlyargcount; i++) if (s[i] !== undefined) kwonly++;
  const extra =
    kwonly > 0 ? ` positional argument${plural(given)} (and ${kwonly} keyword-only argument${plural(kwonly)})` : '';
  return typeError(
    `${fn.qualname}() takes ${takes} positional argument${isPlural ? 's' : ''} but ${given}${extra} ${given === 1 && kwonly === 0 ? 'was' : 'were'} given`,
  );
}

function missingArguments(fn: PyFunction, names: string[], kind: string) {
  const quoted = names.map((n) => `'${n}'`);
  const list =
    quoted.length === 1
      ? quoted[0]
      : quoted.length === 2
        ? quoted.join(' and ')
        : `${quoted.slice(0, -1).join(', ')}, and ${quoted[quoted.length - 1]}`;
  return typeError(
    `${fn.qualname}() missing ${names.length} required ${kind} argument${plural(names.length)}: ${list}`,
  );
}
