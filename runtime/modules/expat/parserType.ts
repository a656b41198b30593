/** The type `xmlparser`: attributes and methods. */
import { lookupAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { defGetSet } from '../../objects/descriptors';
import { PyDict } from '../../objects/dict';
import { newError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { typeOf, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { givenType } from '../../objects/typeNames';
import { defineType } from '../../objects/typeObject';
import { encodeUtf8 } from '../../objects/utfCodecs';
import { intOf, PyByteArray, PyBytes, strOf } from '../../objects/values';
import { readBuffer } from '../buffers';
import { errorCode } from './codes';
import { byteTable, handlerTable, installHandler, setHandler } from './handlerTable';
import { Parser, type ParamEntityParsing } from './parser';
import { expatState, PyXmlParser } from './parserObject';

/** What ParseFile reads at once. */
const PIECE = 2048;

const paramEntityParsing: ParamEntityParsing[] = ['never', 'unlessStandalone', 'always'];

/** A str argument that may be None. */
function optionalText(v: Value | undefined, what: string): string | undefined {
  if (v === undefined || v === None) return undefined;
  const s = strOf(v);
  if (s === undefined) throw typeError(`${what} must be str or None, not ${givenType(v)}`);
  if (s.includes('\0')) throw valueError('embedded null character');
  return s;
}

function newParser(parser: Parser, intern: PyDict | undefined): PyXmlParser {
  const p = new PyXmlParser(parser, intern);
  parser.handlers = { unknownEncoding: (name) => byteTable(p, name) };
  return p;
}

/** `ParserCreate(encoding, namespace_separator, intern)`. */
export function parserCreate(encoding: Value, separatorArg: Value, internArg: Value | undefined): Value {
  const name = optionalText(encoding, "ParserCreate() argument 'encoding'");
  const separator = optionalText(separatorArg, "ParserCreate() argument 'namespace_separator'");
  if (separator !== undefined && separator.length > 1)
    throw valueError('namespace_separator must be at most one character, omitted, or None');
  if (internArg !== undefined && internArg !== None && !(internArg instanceof PyDict))
    throw typeError('intern must be a dictionary');
  const intern = internArg === undefined ? new PyDict() : internArg === None ? undefined : (internArg as PyDict);
  return newParser(new Parser({ encoding: name, separator }), intern);
}

/** A parser for an external entity: its events go to the same handlers. */
function externalEntityParser(p: PyXmlParser, contextArg: Value, encodingArg: Value | undefined): Value {
  const context = optionalText(contextArg, 'ExternalEntityParserCreate() argument 1');
  const encoding = encodingArg === undefined ? undefined : strOf(encodingArg);
  if (encodingArg !== undefined && encoding === undefined)
    throw typeError(`ExternalEntityParserCreate() argument 2 must be str, not ${givenType(encodingArg)}`);
  const parser = new Parser({ parent: p.parser, context, encoding });
  const { expandsEntities } = parser;
  const child = newParser(parser, p.intern);
  child.orderedAttributes = p.orderedAttributes;
  child.specifiedAttributes = p.specifiedAttributes;
  child.bufferSize = p.bufferSize;
  if (p.buffer !== undefined) child.buffer = '';
  for (const [name, handler] of p.handlers) {
    child.handlers.set(name, handler);
    installHandler(child, name);
  }
  parser.expandsEntities = expandsEntities;
  return child;
}

function parse(p: PyXmlParser, data: Value, isFinal: Value): Value {
  const final = isTrue(isFinal);
  const text = strOf(data);
  if (text === undefined) return p.result(p.parser.parse(readBuffer(data).slice(), final)) ? 1 : 0;
  // Text is as its UTF-8 would be, whatever its declaration says.
  const bytes = encodeUtf8(text);
  if (p.parser.status === 'initialized') p.parser.encodingName = 'utf-8';
  const { encoding } = p.parser.source;
  const isText = p.parser.encodingName === 'utf-8' && (encoding === undefined || encoding === 'utf-8');
  return p.result(p.parser.parse(isText && !p.parser.source.endsInCharacter ? text : bytes, final)) ? 1 : 0;
}

function parseFile(p: PyXmlParser, file: Value): Value {
  const read = lookupAttr(file, 'read');
  if (read === undefined) throw typeError("argument must have 'read' attribute");
  for (;;) {
    const got = call(read, [PIECE]);
    if (!(got instanceof PyBytes) && !(got instanceof PyByteArray))
      throw typeError(`read() did not return a bytes object (type=${typeOf(got).tpName})`);
    const n = got.data.length;
    if (n > PIECE) throw valueError(`read() returned too much data: ${PIECE} bytes requested, ${n} returned`);
    const ok = p.parser.parse(got.data.slice(), n === 0);
    if (!ok || p.raised !== undefined || n === 0) return p.result(ok) ? 1 : 0;
  }
}

function useForeignDtd(p: PyXmlParser, flag: Value): Value {
  const on = isTrue(flag);
  if (p.parser.status !== 'initialized') throw p.error(errorCode('CANT_CHANGE_FEATURE_ONCE_PARSING'));
  p.parser.usesForeignDtd = on;
  return None;
}

function setParamEntityParsing(p: PyXmlParser, flag: Value): Value {
  const how = paramEntityParsing[Number(toIndex(flag))] as ParamEntityParsing | undefined;
  if (p.parser.status !== 'initialized' || how === undefined) return 0;
  p.parser.paramEntityParsing = how;
  return 1;
}

function inputContext(p: PyXmlParser): Value {
  const { source, eventAt } = p.parser;
  if (!p.inCallback || eventAt === undefined || eventAt < 0) return None;
  // DIFFERS: of a document that is not in UTF-8 this is the text in UTF-8.
  return new PyBytes(encodeUtf8(source.text.slice(eventAt), 'replace'));
}

function setBufferSize(p: PyXmlParser, v: Value): void {
  const n = intOf(v);
  if (n === undefined) throw typeError('buffer_size must be an integer');
  if (n <= 0) throw valueError('buffer_size must be greater than zero');
  if (n > 0x7fffffff) throw valueError(`buffer_size must not be greater than 2147483647`);
  if (Number(n) === p.bufferSize) return;
  p.flush();
  p.bufferSize = Number(n);
}

function setBufferText(p: PyXmlParser, v: Value): void {
  if (isTrue(v)) p.buffer ??= '';
  else if (p.buffer !== undefined) {
    p.flush();
    p.buffer = undefined;
  }
}

/** Attributes that can be set: how each is read and written. */
const settings: Record<string, [get: (p: PyXmlParser) => Value, set: (p: PyXmlParser, v: Value) => void]> = {
  buffer_size: [(p) => p.bufferSize, setBufferSize],
  buffer_text: [(p) => p.buffer !== undefined, setBufferText],
  namespace_prefixes: [(p) => p.parser.triplets, (p, v) => (p.parser.triplets = isTrue(v))],
  ordered_attributes: [(p) => p.orderedAttributes, (p, v) => (p.orderedAttributes = isTrue(v))],
  specified_attributes: [(p) => p.specifiedAttributes, (p, v) => (p.specifiedAttributes = isTrue(v))],
};
for (const name of Object.keys(handlerTable))
  settings[name] = [(p) => p.handlers.get(name) ?? None, (p, v) => setHandler(p, name, v === None ? undefined : v)];

const places: Record<string, (p: PyXmlParser) => Value> = {
  ErrorCode: (p) => p.parser.errorCode,
  buffer_used: (p) => p.bufferUsed,
  intern: (p) => p.intern ?? None,
};
for (const prefix of ['Current', 'Error']) {
  places[`${prefix}LineNumber`] = (p) => p.parser.position().line;
  places[`${prefix}ColumnNumber`] = (p) => p.parser.position().column;
  places[`${prefix}ByteIndex`] = (p) => p.parser.byteIndex;
}

export function makeParserType(): void {
  expatState.parser = defineType({
    name: 'pyexpat.xmlparser',
    isBase: false,
    doc: 'A parser that calls its handlers with what it finds in a document.',
    methods: {
      'Parse(self, data, isfinal=False, /)': parse,
      'ParseFile(self, file, /)': parseFile,
      'SetBase(self, base, /)': (p: PyXmlParser, base: Value) => {
        const s = strOf(base);
        if (s === undefined) throw typeError(`SetBase() argument must be str, not ${givenType(base)}`);
        p.parser.base = s;
        return None;
      },
      'GetBase(self, /)': (p: PyXmlParser) => p.parser.base ?? None,
      'GetInputContext(self, /)': inputContext,
      'ExternalEntityParserCreate(self, context, encoding=<unrepresentable>, /)': externalEntityParser,
      'SetParamEntityParsing(self, flag, /)': setParamEntityParsing,
      'UseForeignDTD(self, flag=True, /)': useForeignDtd,
      'SetReparseDeferralEnabled(self, enabled, /)': (p: PyXmlParser, enabled: Value) => {
        p.parser.reparseDeferral = isTrue(enabled);
        return None;
      },
      'GetReparseDeferralEnabled(self, /)': (p: PyXmlParser) => p.parser.reparseDeferral,
    },
    setup: (t) => {
      for (const [name, get] of Object.entries(places)) defGetSet(t, name, get);
      for (const [name, [get, set]] of Object.entries(settings))
        defGetSet(t, name, get, (p: PyXmlParser, v: Value | undefined) => {
          if (v === undefined) throw newError(Exc.RuntimeError, 'Cannot delete attribute');
          set(p, v);
        });
    },
  });
}
