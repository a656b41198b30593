/**
 * Template strings: `string.templatelib.Template` and `Interpolation` (CPython's templateobject.c, interpolationobject.c).
 */
import { bareType, None } from '../objects/builtinTypes';
import { defClassMethod, defGetSet, defMethod } from '../objects/descriptors';
import { asMembers } from '../objects/descriptorTypes';
import { typeError, valueError } from '../objects/errors';
import { nativeIterType, PyNativeIter } from '../objects/iteration';
import { PyObject, typeOf, type PyType, type Value } from '../objects/object';
import { subscriptHooks } from '../objects/subscriptHooks';
import { repr } from '../objects/text';
import { defNew, defNewSig } from '../objects/typeObject';
import { PyTuple, strOf } from '../objects/values';
import { intrinsicHooks } from '../vm/ops/intrinsics';
import { importAttr } from './importing';
import { givenType } from '../objects/typeNames';

const templateType = bareType('string.templatelib.Template');
const interpolationType = bareType('string.templatelib.Interpolation');
const iterType = nativeIterType('string.templatelib.TemplateIter');

class PyInterpolation extends PyObject {
  constructor(
    readonly value: Value,
    readonly expression: Value,
    readonly conversion: Value,
    readonly spec: Value,
  ) {
    super(interpolationType);
  }
}

class PyTemplate extends PyObject {
  /** What the attributes of these names give: the same tuples each time. */
  readonly stringsTuple: PyTuple;
  readonly interpolationsTuple: PyTuple;

  constructor(
    readonly strings: readonly string[],
    readonly interpolations: readonly Value[],
  ) {
    super(templateType);
    this.stringsTuple = new PyTuple(strings);
    this.interpolationsTuple = new PyTuple(interpolations);
  }
}

/** Joins neighbouring strings, so that one more string than interpolations is left. */
function templateOf(parts: readonly Value[]): PyTemplate {
  const strings = [''];
  const interpolations: Value[] = [];
  for (const p of parts) {
    const s = strOf(p);
    if (s !== undefined) strings[strings.length - 1] += s;
    else if (p instanceof PyInterpolation) {
      interpolations.push(p);
      strings.push('');
    } else
      throw typeError(`Template.__new__ *args need to be of type 'str' or 'Interpolation', got ${typeOf(p).tpName}`);
  }
  return new PyTemplate(strings, interpolations);
}

function partsOf(t: PyTemplate): Value[] {
  const out: Value[] = [];
  t.strings.forEach((s, i) => {
    if (s !== '') out.push(s);
    if (i < t.interpolations.length) out.push(t.interpolations[i]);
  });
  return out;
}

const genericAlias = (cls: PyType, item: Value): Value => subscriptHooks.genericAlias(cls, item);

function fillTemplate(): void {
  const t = templateType;
  t.isBase = false;
  t.doc = 'A t-string: its texts and the values between them.';
  defNew(t, (_cls, args, kw) => {
    if (kw !== null && kw.length > 0) throw typeError('Template.__new__ only accepts *args arguments');
    return templateOf(args);
  });
  t.sq_concat = (a, b) => {
    if (a instanceof PyTemplate && b instanceof PyTemplate) {
      const strings = [
        ...a.strings.slice(0, -1),
        a.strings[a.strings.length - 1] + b.strings[0],
        ...b.strings.slice(1),
      ];
      return new PyTemplate(strings, [...a.interpolations, ...b.interpolations]);
    }
    throw typeError(
      `can only concatenate string.templatelib.Template (not "${typeOf(a instanceof PyTemplate ? b : a).tpName}") to string.templatelib.Template`,
    );
  };
  t.tp_iter = (self) => {
    const parts = partsOf(self as PyTemplate);
    let i = 0;
    return new PyNativeIter(iterType, () => parts[i++]);
  };
  t.tp_repr = (self) => {
    const { stringsTuple, interpolationsTuple } = self as PyTemplate;
    return `Template(strings=${repr(stringsTuple)}, interpolations=${repr(interpolationsTuple)})`;
  };
  defGetSet(t, 'strings', (self: PyTemplate) => self.stringsTuple);
  defGetSet(t, 'interpolations', (self: PyTemplate) => self.interpolationsTuple);
  asMembers(t, 'strings', 'interpolations');
  defGetSet(
    t,
    'values',
    (self: PyTemplate) => new PyTuple(self.interpolations.map((i) => (i as PyInterpolation).value)),
  );
  defClassMethod(t, '__class_getitem__(cls, object, /)', genericAlias);
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PyTemplate) =>
      new PyTuple([
        importAttr('string.templatelib', '_template_unpickle'),
        new PyTuple([new PyTuple(self.strings), new PyTuple(self.interpolations)]),
      ]),
  );
}

function fillInterpolation(): void {
  const t = interpolationType;
  t.isBase = false;
  t.doc = 'A value in a t-string, with its source, conversion and format.';
  defNewSig(
    t,
    "(cls, value, expression='', conversion=None, format_spec='')",
    (_cls: PyType, value: Value, expression: Value, conversion: Value, spec: Value) => {
      if (strOf(expression) === undefined)
        throw typeError(`Interpolation() argument 'expression' must be str, not ${givenType(expression)}`);
      if (conversion !== None) {
        const c = strOf(conversion);
        if (c === undefined)
          throw typeError(`Interpolation() argument 'conversion' must be str, not ${givenType(conversion)}`);
        if (!['a', 'r', 's'].includes(c))
          throw valueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
      }
      if (strOf(spec) === undefined)
        throw typeError(`Interpolation() argument 'format_spec' must be str, not ${givenType(spec)}`);
      return new PyInterpolation(value, expression, conversion, spec);
    },
  );
  t.attrs.setStr('__match_args__', new PyTuple(['value', 'expression', 'conversion', 'format_spec']));
  t.tp_repr = (self) => {
    const i = self as PyInterpolation;
    return `Interpolation(${repr(i.value)}, ${repr(i.expression)}, ${repr(i.conversion)}, ${repr(i.spec)})`;
  };
  defGetSet(t, 'value', (self: PyInterpolation) => self.value);
  defGetSet(t, 'expression', (self: PyInterpolation) => self.expression);
  defGetSet(t, 'conversion', (self: PyInterpolation) => self.conversion);
  defGetSet(t, 'format_spec', (self: PyInterpolation) => self.spec);
  asMembers(t, 'value', 'expression', 'conversion', 'format_spec');
  defClassMethod(t, '__class_getitem__(cls, object, /)', genericAlias);
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PyInterpolation) =>
      new PyTuple([self.cls, new PyTuple([self.value, self.expression, self.conversion, self.spec])]),
  );
}

fillTemplate();
fillInterpolation();

intrinsicHooks.interpolation = (value, text, conversion, spec) => new PyInterpolation(value, text, conversion, spec);
intrinsicHooks.template = (strings, interpolations) =>
  new PyTemplate(
    (strings as PyTuple).items.map((s) => strOf(s) ?? ''),
    (interpolations as PyTuple).items,
  );
