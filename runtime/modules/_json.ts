/**
 * The module _json: the fast parts of json (CPython's _json.c).
 */
import { dictType, None } from '../objects/builtinTypes';
import { defGetSet } from '../objects/descriptors';
import { isTrue } from '../objects/compare';
import { getAttr } from '../objects/attributes';
import { typeError } from '../objects/errors';
import { isInstanceOf, PyObject, typeOf, type PyType, type Value } from '../objects/object';
import { codePointIndex, unitOffset } from '../objects/strOps';
import { toIndex, toSsize } from '../objects/toIndex';
import { defineType } from '../objects/typeObject';
import { PyTuple, strOf } from '../objects/values';
import { JsonEncoder, quoteAscii, quoteText } from './json/encoder';
import { JsonScanner, scanString } from './json/scanner';
import { nativeModule } from './registry';

class PyScanner extends PyObject {
  constructor(
    cls: PyType,
    readonly scanner: JsonScanner,
  ) {
    super(cls);
  }
}

class PyEncoder extends PyObject {
  constructor(
    cls: PyType,
    readonly encoder: JsonEncoder,
    readonly fields: Readonly<Record<string, Value>>,
  ) {
    super(cls);
  }
}

function text(v: Value, what: string): string {
  const s = strOf(v);
  if (s === undefined) throw typeError(`first argument must be a string, not ${typeOf(v).tpName}${what}`);
  return s;
}

nativeModule('_json', (m) => {
  m.set('__doc__', 'The native part of json.');
  m.def('encode_basestring_ascii(object, /)', (s: Value) => quoteAscii(text(s, '')));
  m.def('encode_basestring(object, /)', (s: Value) => quoteText(text(s, '')));
  m.def('scanstring(string, end, strict=True, /)!', (s: Value, end: Value, strict: Value) => {
    const from = toSsize(toIndex(end));
    const doc = strOf(s);
    if (doc === undefined) throw typeError(`first argument must be a string, not ${typeOf(s).tpName}`);
    const [value, next] = scanString(doc, unitOffset(doc, from), isTrue(strict));
    return new PyTuple([value, codePointIndex(doc, next)]);
  });
  const scannerFields = [
    'strict',
    'object_hook',
    'object_pairs_hook',
    'parse_float',
    'parse_int',
    'parse_constant',
  ] as const;
  const scannerType = defineType({
    name: '_json.Scanner',
    isBase: false,
    doc: 'Reads JSON values from a str.',
    new: [
      '(cls, context)',
      (cls: PyType, context: Value) => {
        const [strict, objectHook, pairsHook, parseFloat, parseInt, parseConstant] = scannerFields.map((name) =>
          getAttr(context, name),
        );
        return new PyScanner(
          cls,
          new JsonScanner({ strict: isTrue(strict), objectHook, pairsHook, parseFloat, parseInt, parseConstant }),
        );
      },
    ],
    setup: (t) => {
      t.tp_call = (self, args) => {
        const doc = strOf(args[0]);
        if (doc === undefined) throw typeError(`first argument must be a string, not ${typeOf(args[0]).tpName}`);
        const index = toSsize(toIndex(args[1]));
        const [value, next] = (self as PyScanner).scanner.scanAt(doc, index);
        return new PyTuple([value, next]);
      };
      const get = (self: PyScanner): Value[] => {
        const o = self.scanner.options;
        return [o.strict, o.objectHook, o.pairsHook, o.parseFloat, o.parseInt, o.parseConstant];
      };
      scannerFields.forEach((name, i) => {
        defGetSet(t, name, (self: PyScanner) => get(self)[i]);
      });
    },
  });
  m.set('make_scanner', scannerType);
  const encoderFields = [
    'markers',
    'default',
    'encoder',
    'indent',
    'key_separator',
    'item_separator',
    'sort_keys',
    'skipkeys',
    'allow_nan',
  ];
  const encoderType = defineType({
    name: '_json.Encoder',
    isBase: false,
    doc: 'Writes Python values as JSON.',
    new: [
      `(cls, ${encoderFields.join(', ')})`,
      (cls: PyType, ...args: Value[]) => {
        const [markers, fallback, encoder, indent, keySeparator, itemSeparator, sortKeys, skipKeys, allowNan] = args;
        if (markers !== None && !isInstanceOf(markers, dictType))
          throw typeError(`make_encoder() argument 1 must be dict or None, not ${typeOf(markers).name}`);
        const separator = (v: Value, n: number): string => {
          const s = strOf(v);
          if (s === undefined) throw typeError(`make_encoder() argument ${n} must be str, not ${typeOf(v).name}`);
          return s;
        };
        const encode = new JsonEncoder({
          markers: markers !== None,
          fallback,
          encoder,
          indent: indent === None ? undefined : strOf(indent),
          keySeparator: separator(keySeparator, 5),
          itemSeparator: separator(itemSeparator, 6),
          sortKeys: isTrue(sortKeys),
          skipKeys: isTrue(skipKeys),
          allowNan: isTrue(allowNan),
        });
        const fields = Object.fromEntries(encoderFields.map((name, i) => [name, args[i]]));
        return new PyEncoder(cls, encode, fields);
      },
    ],
    setup: (t) => {
      t.tp_call = (self, args) => {
        const parts: string[] = [];
        const { encoder } = self as PyEncoder;
        encoder.level = args.length > 1 ? toSsize(toIndex(args[1])) : 0;
        encoder.encode(args[0], parts);
        return new PyTuple([parts.join('')]);
      };
      for (const name of encoderFields) defGetSet(t, name, (self: PyEncoder) => self.fields[name]);
    },
  });
  m.set('make_encoder', encoderType);
});
