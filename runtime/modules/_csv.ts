/**
 * The module _csv: reader, writer and dialects (CPython's _csv.c). The reader's machine is in csv/reader.ts, quoting in
 * csv/writer.ts.
 */
import { ssizeArgument } from '../objects/toIndex';
import { getAttr, lookupAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { defGetSet } from '../objects/descriptors';
import { asMembers } from '../objects/descriptorTypes';
import { PyDict } from '../objects/dict';
import { newError, typeError, valueError } from '../objects/errors';
import { getIter, toArray } from '../objects/iteration';
import { PyObject, type PyType, typeOf, type Value } from '../objects/object';
import { codePoints } from '../objects/strOps';
import { defineType } from '../objects/typeObject';
import { intOf, PyList, strOf } from '../objects/values';
import { CsvReader } from './csv/reader';
import { formatRow } from './csv/writer';
import { csvState, Quote, type Dialect } from './csv/dialect';
import { newExceptionType } from './exceptionClass';
import { nativeModule } from './registry';

class PyDialect extends PyObject {
  constructor(
    cls: PyType,
    readonly d: Dialect,
  ) {
    super(cls);
  }
}

class PyReader extends PyObject {
  constructor(
    cls: PyType,
    readonly dialect: PyDialect,
    readonly reader: CsvReader,
  ) {
    super(cls);
  }
}

class PyWriter extends PyObject {
  constructor(
    cls: PyType,
    readonly dialect: PyDialect,
    readonly write: Value,
  ) {
    super(cls);
  }
}

const dialects = new PyDict();
let dialectType: PyType;

const fields = [
  'delimiter',
  'doublequote',
  'escapechar',
  'lineterminator',
  'quotechar',
  'quoting',
  'skipinitialspace',
  'strict',
] as const;
type Field = (typeof fields)[number];

/** A dialect from a name, a class, an instance and keyword overrides. */
function makeDialect(cls: PyType, baseArg: Value | undefined, given: Partial<Record<Field, Value>>): PyDialect {
  let base = baseArg === None ? undefined : baseArg;
  const name = base === undefined ? undefined : strOf(base);
  if (name !== undefined) base = getDialect(name);
  const overrides = fields.some((f) => given[f] !== undefined);
  if (base instanceof PyDialect && base.cls === cls && !overrides) return base;
  const of = (f: Field): Value | undefined => given[f] ?? (base === undefined ? undefined : lookupAttr(base, f));
  const character = (f: Field, fallback: string | undefined, optional: boolean): string | undefined => {
    const v = of(f);
    if (v === undefined) return fallback;
    if (v === None && optional) return undefined;
    const s = strOf(v);
    const kind = optional ? 'a unicode character or None' : 'a unicode character';
    if (s === undefined) throw typeError(`"${f}" must be ${kind}, not ${typeOf(v).tpName}`);
    const n = codePoints(s).length;
    if (n !== 1) throw typeError(`"${f}" must be ${kind}, not a string of length ${n}`);
    return s;
  };
  const flag = (f: Field, fallback: boolean): boolean => {
    const v = of(f);
    return v === undefined ? fallback : isTrue(v);
  };
  const quotingArg = of('quoting');
  let quoting: number = Quote.minimal;
  if (quotingArg !== undefined) {
    const n = typeof quotingArg === 'boolean' ? undefined : intOf(quotingArg);
    if (n === undefined) throw typeError(`"quoting" must be an integer, not ${typeOf(quotingArg).tpName}`);
    if (n < 0 || n > 5) throw typeError('bad "quoting" value');
    quoting = Number(n);
  }
  const delimiter = character('delimiter', ',', false)!;
  const escapechar = character('escapechar', undefined, true);
  const quotechar = character('quotechar', '"', true);
  const lineArg = of('lineterminator');
  const lineterminator = lineArg === undefined ? '\r\n' : strOf(lineArg);
  if (lineterminator === undefined)
    throw typeError(`"lineterminator" must be a string, not ${typeOf(lineArg!).tpName}`);
  if (of('quotechar') === None && quotingArg === undefined) quoting = Quote.none;
  if (quoting !== Quote.none && quotechar === undefined) throw typeError('quotechar must be set if quoting enabled');
  const skipinitialspace = flag('skipinitialspace', false);
  const bad = (f: string) => valueError(`bad ${f} value`);
  for (const [f, c] of [
    ['delimiter', delimiter],
    ['escapechar', escapechar],
    ['quotechar', quotechar],
  ] as const) {
    if (c === undefined) continue;
    if (c === '\n' || c === '\r') throw bad(f);
    if (c === ' ' && skipinitialspace && f !== 'delimiter') throw bad(f);
  }
  const pairs = [
    ['delimiter', delimiter, 'escapechar', escapechar],
    ['delimiter', delimiter, 'quotechar', quotechar],
    ['escapechar', escapechar, 'quotechar', quotechar],
  ] as const;
  for (const [f, c, g, d] of pairs) if (c !== undefined && c === d) throw valueError(`bad ${f} or ${g} value`);
  for (const [f, c] of [
    ['delimiter', delimiter],
    ['escapechar', escapechar],
    ['quotechar', quotechar],
  ] as const)
    if (c !== undefined && lineterminator.includes(c)) throw valueError(`bad ${f} or lineterminator value`);
  return new PyDialect(cls, {
    delimiter, escapechar, quotechar, lineterminator, quoting, skipinitialspace,
    doublequote: flag('doublequote', true),
    strict: flag('strict', false),
  }); // prettier-ignore
}

function getDialect(name: Value): PyDialect {
  const d = dialects.get(name);
  if (d === undefined) throw newError(csvState.error, 'unknown dialect');
  return d as PyDialect;
}

const parameters = fields.map((f) => `${f}=<absent>`).join(', ');
const named = (values: (Value | undefined)[]): Partial<Record<Field, Value>> =>
  Object.fromEntries(fields.map((f, i) => [f, values[i]]));

nativeModule('_csv', (m) => {
  m.set('__doc__', 'Reads and writes comma-separated values.');
  csvState.error = newExceptionType('_csv.Error');
  m.set('Error', csvState.error);
  m.set('__version__', '1.0');
  for (const [name, value] of Object.entries({ MINIMAL: 0, ALL: 1, NONNUMERIC: 2, NONE: 3, STRINGS: 4, NOTNULL: 5 }))
    m.set(`QUOTE_${name}`, value);
  m.set('_dialects', dialects);
  dialectType = defineType({
    name: '_csv.Dialect',
    doc: 'Delimiter, quoting and the other options of a CSV format.',
    new: [
      `(cls, dialect=None, ${parameters})`,
      (cls: PyType, base: Value, ...rest: (Value | undefined)[]) => makeDialect(cls, base, named(rest)),
    ],
    methods: {
      '__reduce_ex__(self, proto, /)!': (d: PyDialect) => {
        throw typeError(`cannot pickle '${d.cls.tpName}' instances`);
      },
    },
    setup: (t) => {
      for (const f of fields) defGetSet(t, f, (self: PyDialect) => self.d[f] ?? None);
      asMembers(t, 'skipinitialspace', 'doublequote', 'strict');
    },
  });
  m.type(dialectType);
  const readerType = defineType({
    name: '_csv.reader',
    doc: 'An iterator over the rows of CSV text, each a list of str.',
    slots: { tp_iter: (v) => v, tp_iternext: (v) => (v as PyReader).reader.next() },
    setup: (t) => {
      defGetSet(t, 'dialect', (self: PyReader) => self.dialect);
      defGetSet(t, 'line_num', (self: PyReader) => self.reader.lineNum);
    },
  });
  m.set('Reader', readerType);
  m.def(
    `reader(iterable, /, dialect=None, *, ${parameters})`,
    (iterable: Value, base: Value, ...rest: (Value | undefined)[]) => {
      const source = getIter(iterable);
      const dialect = makeDialect(dialectType, base, named(rest));
      return new PyReader(readerType, dialect, new CsvReader(source, dialect.d));
    },
  );
  const writerow = (w: PyWriter, row: Value): Value => {
    if (typeOf(row).tp_iter === null && typeOf(row).mp_subscript === null)
      throw newError(csvState.error, `iterable expected, not ${typeOf(row).tpName}`);
    return call(w.write, [formatRow(toArray(row), w.dialect.d)]);
  };
  const writerType = defineType({
    name: '_csv.writer',
    doc: 'Writes rows as lines of CSV text.',
    methods: {
      'writerow(self, row, /)': writerow,
      'writerows(self, rows, /)': (w: PyWriter, rows: Value) => {
        for (const row of toArray(rows)) writerow(w, row);
        return None;
      },
    },
    setup: (t) => {
      defGetSet(t, 'dialect', (self: PyWriter) => self.dialect);
    },
  });
  m.set('Writer', writerType);
  m.def(
    `writer(fileobj, /, dialect=None, *, ${parameters})`,
    (file: Value, base: Value, ...rest: (Value | undefined)[]) => {
      const write = lookupAttr(file, 'write');
      if (write === undefined || typeOf(write).tp_call === null)
        throw typeError('argument 1 must have a "write" method');
      return new PyWriter(writerType, makeDialect(dialectType, base, named(rest)), getAttr(file, 'write'));
    },
  );
  m.def(
    `register_dialect(name, dialect=None, /, *, ${parameters})`,
    (name: Value, base: Value, ...rest: (Value | undefined)[]) => {
      if (strOf(name) === undefined) throw typeError('dialect name must be a string');
      dialects.set(name, makeDialect(dialectType, base, named(rest)));
      return None;
    },
  );
  m.def('unregister_dialect(name)', (name: Value) => {
    getDialect(name);
    dialects.delete(name);
    return None;
  });
  m.def('get_dialect(name)', (name: Value) => getDialect(name));
  m.def('list_dialects()', () => new PyList(toArray(dialects)));
  m.def('field_size_limit(new_limit=<absent>)', (limit?: Value) => {
    const old = csvState.fieldLimit;
    if (limit !== undefined) {
      if (intOf(limit) === undefined) throw typeError('limit must be an integer');
      csvState.fieldLimit = ssizeArgument(limit);
    }
    return old;
  });
});
