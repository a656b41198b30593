/** Match objects: groups, spans, expansion (CPython's match_* in _sre). */
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { PyDict } from '../../objects/dict';
import { defClassMethod, defGetSet, defMethod } from '../../objects/descriptors';
import { asMembers } from '../../objects/descriptorTypes';
import { indexError, newError, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { toArray } from '../../objects/iteration';
import { typeOf, type Value } from '../../objects/object';
import { subscriptHooks } from '../../objects/subscriptHooks';
import { repr } from '../../objects/text';
import { indexOrUndefined } from '../../objects/toIndex';
import { disallowNew } from '../../objects/typeObject';
import { intOf, PyList, PyTuple, strOf } from '../../objects/values';
import { joinPieces, sliceOf } from './input';
import { bytesOf } from '../../objects/buffer';
import { matchType, type PyMatch, PyTemplate, type PyPattern } from './sreTypes';
import { givenType } from '../../objects/typeNames';

/** The text of group `i`, or `none` where it took no part. */
export function groupText(m: PyMatch, i: number, none: Value): Value {
  const from = m.spans[i * 2];
  return from < 0 ? none : sliceOf(m.input, from, m.spans[i * 2 + 1]);
}

/** CPython's match_getindex. */
function groupNumber(m: PyMatch, index: Value): number {
  const n = indexOrUndefined(index) ?? intOf(m.pattern.groupindex.get(index) ?? None);
  if (typeof n !== 'number' || n < 0 || n > m.pattern.groups) throw indexError('no such group');
  return n;
}

const group = (m: PyMatch, index: Value): Value => groupText(m, groupNumber(m, index), None);

/** A template compiled by re._compile_template, or the literal text itself where nothing is to replace. */
export function templateOf(pattern: PyPattern, text: Value): Value {
  return call(reFunctions.compileTemplate(), [pattern, text]);
}

/** Functions of the library's `re` that native code calls; set by _sre.ts. */
export const reFunctions = {
  compileTemplate: (): Value => {
    throw newError(Exc.ImportError, "cannot import name '_compile_template' from 're'");
  },
};

/** CPython's expand_template. */
export function expandTemplate(template: PyTemplate, m: PyMatch): Value {
  const pieces: Value[] = [];
  const none: Value[] = [];
  template.literals.forEach((literal, i) => {
    if (i > 0) {
      const g = template.groups[i - 1];
      if (g > m.pattern.groups) throw indexError('no such group');
      const text = groupText(m, g, None);
      pieces.push(...(text === None ? none : [text]));
    }
    pieces.push(literal);
  });
  return joinPieces(pieces, m.input.isBytes);
}

function regs(m: PyMatch): Value {
  const spans: Value[] = [];
  for (let i = 0; i <= m.pattern.groups; i++) spans.push(new PyTuple([m.spans[i * 2], m.spans[i * 2 + 1]]));
  return new PyTuple(spans);
}

export function installMatch(): void {
  const t = matchType;
  disallowNew(t);
  t.doc = 'Where a pattern was found, and its groups; always true.';
  t.tp_repr = (self) => {
    const m = self as PyMatch;
    return `<re.Match object; span=(${m.spans[0]}, ${m.spans[1]}), match=${repr(groupText(m, 0, None))}>`;
  };
  t.mp_subscript = (self, index) => group(self as PyMatch, index);
  defMethod(t, 'group(self, /, *args)!', (m: PyMatch, args: Value[]) => {
    if (args.length === 0) return groupText(m, 0, None);
    if (args.length === 1) return group(m, args[0]);
    return new PyTuple(args.map((a) => group(m, a)));
  });
  defMethod(t, 'groups(self, /, default=None)', (m: PyMatch, none: Value) => {
    const out: Value[] = [];
    for (let i = 1; i <= m.pattern.groups; i++) out.push(groupText(m, i, none));
    return new PyTuple(out);
  });
  defMethod(t, 'groupdict(self, /, default=None)', (m: PyMatch, none: Value) => {
    const d = new PyDict();
    for (const [name, i] of m.pattern.groupindex.entries()) d.set(name, groupText(m, Number(i), none));
    return d;
  });
  defMethod(t, 'start(self, group=0, /)', (m: PyMatch, g: Value) => m.spans[groupNumber(m, g) * 2]);
  defMethod(t, 'end(self, group=0, /)', (m: PyMatch, g: Value) => m.spans[groupNumber(m, g) * 2 + 1]);
  defMethod(t, 'span(self, group=0, /)', (m: PyMatch, g: Value) => {
    const i = groupNumber(m, g) * 2;
    return new PyTuple([m.spans[i], m.spans[i + 1]]);
  });
  defMethod(t, 'expand(self, /, template)', (m: PyMatch, template: Value) => {
    if (strOf(template) === undefined && bytesOf(template) === undefined)
      throw typeError(`expected string or bytes-like object, got '${typeOf(template).tpName}'`);
    const compiled = templateOf(m.pattern, template);
    return compiled instanceof PyTemplate ? expandTemplate(compiled, m) : compiled;
  });
  defMethod(t, '__copy__(self, /)', (m: PyMatch) => m);
  defMethod(t, '__deepcopy__(self, memo, /)', (m: PyMatch) => m);
  defClassMethod(t, '__class_getitem__(cls, object, /)', (cls: Value, key: Value) =>
    subscriptHooks.genericAlias(cls, key),
  );
  defGetSet(t, 'string', (m: PyMatch) => m.input.value);
  defGetSet(t, 're', (m: PyMatch) => m.pattern);
  defGetSet(t, 'pos', (m: PyMatch) => m.pos);
  defGetSet(t, 'endpos', (m: PyMatch) => m.endpos);
  asMembers(t, 'string', 're', 'pos', 'endpos');
  defGetSet(t, 'lastindex', (m: PyMatch) => (m.lastindex >= 0 ? m.lastindex : None));
  defGetSet(t, 'lastgroup', (m: PyMatch) =>
    m.lastindex >= 0 ? (m.pattern.indexgroup.items[m.lastindex] ?? None) : None,
  );
  defGetSet(t, 'regs', regs);
}

/** `_sre.template(pattern, parts)`. */
export function makeTemplate(parts: Value): Value {
  if (!(parts instanceof PyList)) throw typeError(`template() argument 2 must be list, not ${givenType(parts)}`);
  const items = toArray(parts);
  const bad = (): never => {
    throw typeError('invalid template');
  };
  if (items.length % 2 === 0) bad();
  const groups: number[] = [];
  for (let i = 1; i < items.length; i += 2) {
    const g = intOf(items[i]);
    if (g === undefined) bad();
    if (typeof g !== 'number' || g < 0) throw newError(Exc.TypeError, 'invalid template');
    groups.push(g);
  }
  return new PyTemplate(
    items.filter((_, i) => i % 2 === 0),
    groups,
  );
}
