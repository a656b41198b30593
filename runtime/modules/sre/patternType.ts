/** Pattern objects: matching, searching, splitting, substituting (CPython's pattern_* in _sre). */
import { None, NotImplemented } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { equal, hash } from '../../objects/compare';
import { defClassMethod, defGetSet, defMethod } from '../../objects/descriptors';
import { asMembers } from '../../objects/descriptorTypes';
import { hashTuple } from '../../objects/hashing';
import { callableIter } from './scannerType';
import { Cmp, typeOf, type Int, type Value } from '../../objects/object';
import { subscriptHooks } from '../../objects/subscriptHooks';
import { repr } from '../../objects/text';
import { toIndex } from '../../objects/toIndex';
import { disallowNew } from '../../objects/typeObject';
import { PyList, PyMappingProxy, PyTuple, strOf } from '../../objects/values';
import { inputOf, joinPieces, sliceOf } from './input';
import { bytesOf } from '../../objects/buffer';
import { expandTemplate, groupText, templateOf } from './matchType';
import { nextMatch, scanOver } from './scanner';
import { Flag } from './sreOpcodes';
import { patternType, PyPattern, PyTemplate, type PyMatch } from './sreTypes';

const MAX = 9223372036854775807n;

/** Counts and positions as C's Py_ssize_t: clipped, since nothing is that long. */
function sizeArg(v: Value): number {
  return Number(toIndex(v));
}

/** CPython's pattern_subx: (new string, number of replacements). */
function substitute(pattern: PyPattern, replacement: Value, string: Value, limit: number): [Value, number] {
  const input = inputOf(string, pattern.isBytes);
  let expand: (m: PyMatch) => Value;
  const text = replacementText(replacement);
  const callable = text === undefined && typeOf(replacement).tp_call !== null;
  if (callable) expand = (m) => call(replacement, [m]);
  else if (text?.includes('\\') === false) expand = () => replacement;
  else {
    const template = templateOf(pattern, replacement);
    expand = template instanceof PyTemplate ? (m) => expandTemplate(template, m) : () => template;
  }
  const scan = scanOver(pattern, input, 0, MAX);
  const pieces: Value[] = [];
  let at = 0;
  let count = 0;
  while (limit === 0 || count < limit) {
    const m = nextMatch(scan, false);
    if (m === undefined) break;
    const [from, to] = m.spans;
    if (at < from) pieces.push(sliceOf(input, at, from));
    const piece = expand(m);
    if (piece !== None) pieces.push(piece);
    at = to;
    count++;
  }
  if (at < input.subject.length) pieces.push(sliceOf(input, at, input.subject.length));
  if (count === 0 && pieces.length === 1) return [pieces[0], 0];
  return [joinPieces(pieces, input.isBytes), count];
}

/** A replacement given as text: to see whether it holds a backslash. */
function replacementText(v: Value): string | undefined {
  const text = strOf(v);
  if (text !== undefined) return text;
  const data = bytesOf(v);
  return data === undefined ? undefined : data.includes(92) ? '\\' : '';
}

function split(pattern: PyPattern, string: Value, maxsplit: number): Value {
  const input = inputOf(string, pattern.isBytes);
  const scan = scanOver(pattern, input, 0, MAX);
  const out: Value[] = [];
  let at = 0;
  for (let n = 0; maxsplit === 0 || n < maxsplit; n++) {
    const m = nextMatch(scan, false);
    if (m === undefined) break;
    out.push(sliceOf(input, at, m.spans[0]));
    for (let g = 1; g <= pattern.groups; g++) out.push(groupText(m, g, None));
    at = m.spans[1];
  }
  out.push(sliceOf(input, at, input.subject.length));
  return new PyList(out);
}

function findAll(pattern: PyPattern, string: Value, pos: Int, endpos: Int): Value {
  const input = inputOf(string, pattern.isBytes);
  const scan = scanOver(pattern, input, pos, endpos);
  const empty = sliceOf(input, 0, 0);
  const out: Value[] = [];
  for (;;) {
    const m = nextMatch(scan, false);
    if (m === undefined) return new PyList(out);
    if (pattern.groups < 2) out.push(groupText(m, pattern.groups, empty));
    else {
      const groups: Value[] = [];
      for (let g = 1; g <= pattern.groups; g++) groups.push(groupText(m, g, empty));
      out.push(new PyTuple(groups));
    }
  }
}

const flagNames = Object.entries(Flag).sort((a, b) => a[1] - b[1]);

/** CPython's pattern_repr: names known flags, prints the rest as a number. */
function patternRepr(p: PyPattern): string {
  let { flags } = p;
  const names: string[] = [];
  // A str pattern is UNICODE unless it says otherwise.
  if (p.isBytes === false && (flags & (Flag.LOCALE | Flag.UNICODE | Flag.ASCII)) === Flag.UNICODE)
    flags &= ~Flag.UNICODE;
  for (const [name, bit] of flagNames) {
    if (!(flags & bit)) continue;
    names.push(`re.${name}`);
    flags &= ~bit;
  }
  if (flags !== 0) names.push(`0x${flags.toString(16)}`);
  const text = repr(p.pattern).slice(0, 200);
  return `re.compile(${text}${names.length > 0 ? `, ${names.join('|')}` : ''})`;
}

function samePattern(a: PyPattern, b: PyPattern): boolean {
  return (
    a.flags === b.flags &&
    a.isBytes === b.isBytes &&
    a.groups === b.groups &&
    a.code.length === b.code.length &&
    a.code.every((word, i) => word === b.code[i]) &&
    equal(a.pattern, b.pattern)
  );
}

export function installPattern(): void {
  const t = patternType;
  disallowNew(t);
  t.doc = 'A regular expression, compiled.';
  t.tp_repr = (self) => patternRepr(self as PyPattern);
  t.tp_hash = (self) => {
    const p = self as PyPattern;
    return hashTuple([hash(p.pattern), p.flags, p.groups, ...p.code]);
  };
  t.tp_richcompare = (left, right, op) => {
    if ((op !== Cmp.EQ && op !== Cmp.NE) || !(left instanceof PyPattern) || !(right instanceof PyPattern))
      return NotImplemented;
    return samePattern(left, right) === (op === Cmp.EQ);
  };
  const at = '(self, /, string, pos=0, endpos=9223372036854775807)';
  const single = (full: boolean, search: boolean) => (p: PyPattern, string: Value, pos: Value, endpos: Value) => {
    const scan = scanOver(p, inputOf(string, p.isBytes), toIndex(pos), toIndex(endpos));
    return nextMatch(scan, !search, full) ?? None;
  };
  defMethod(t, `match${at}`, single(false, false));
  defMethod(t, `fullmatch${at}`, single(true, false));
  defMethod(t, `search${at}`, single(false, true));
  defMethod(t, `findall${at}`, (p: PyPattern, s: Value, pos: Value, endpos: Value) =>
    findAll(p, s, toIndex(pos), toIndex(endpos)),
  );
  defMethod(t, `scanner${at}`, (p: PyPattern, s: Value, pos: Value, endpos: Value) =>
    scanOver(p, inputOf(s, p.isBytes), toIndex(pos), toIndex(endpos)),
  );
  defMethod(t, `finditer${at}`, (p: PyPattern, s: Value, pos: Value, endpos: Value) =>
    callableIter(scanOver(p, inputOf(s, p.isBytes), toIndex(pos), toIndex(endpos))),
  );
  defMethod(t, 'split(self, /, string, maxsplit=0)', (p: PyPattern, s: Value, max: Value) => split(p, s, sizeArg(max)));
  defMethod(
    t,
    'sub(self, /, repl, string, count=0)',
    (p: PyPattern, repl: Value, s: Value, count: Value) => substitute(p, repl, s, sizeArg(count))[0],
  );
  defMethod(
    t,
    'subn(self, /, repl, string, count=0)',
    (p: PyPattern, repl: Value, s: Value, count: Value) => new PyTuple(substitute(p, repl, s, sizeArg(count))),
  );
  defMethod(t, '__copy__(self, /)', (p: PyPattern) => p);
  defMethod(t, '__deepcopy__(self, memo, /)', (p: PyPattern) => p);
  defClassMethod(t, '__class_getitem__(cls, object, /)', (cls: Value, key: Value) =>
    subscriptHooks.genericAlias(cls, key),
  );
  defGetSet(t, 'pattern', (p: PyPattern) => p.pattern);
  defGetSet(t, 'flags', (p: PyPattern) => p.flags);
  defGetSet(t, 'groups', (p: PyPattern) => p.groups);
  asMembers(t, 'pattern', 'flags', 'groups');
  defGetSet(t, 'groupindex', (p: PyPattern) => new PyMappingProxy(p.groupindex));
}
