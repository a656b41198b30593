/**
 * The module pyexpat: XML parsers (CPython's pyexpat.c over libexpat). The parser is in expat/.
 */
import { PyDict } from '../objects/dict';
import { sysState } from '../objects/sysState';
import { toIndex } from '../objects/toIndex';
import { PyList, PyModule, PyTuple } from '../objects/values';
import type { Value } from '../objects/object';
import { None } from '../objects/builtinTypes';
import { newExceptionType } from './exceptionClass';
import { errorMessage, errorNames, ModelType, Quantifier } from './expat/codes';
import { expatState } from './expat/parserObject';
import { makeParserType, parserCreate } from './expat/parserType';
import { nativeModule, type ModuleBuilder } from './registry';

/** The version of expat whose behaviour this is. */
const EXPAT = [2, 7, 3];

/** A module inside the module, importable by its full name. */
function subModule(m: ModuleBuilder, name: string, doc: string): PyDict {
  const inner = new PyModule(`${m.name}.${name}`);
  inner.dict.setStr('__doc__', doc);
  m.set(name, inner);
  sysState.modules.setStr(`${m.name}.${name}`, inner);
  return inner.dict;
}

function addErrors(m: ModuleBuilder): void {
  const errors = subModule(m, 'errors', 'The messages of the errors that parsing can end with.');
  const codes = new PyDict();
  const messages = new PyDict();
  errorNames.forEach((name, i) => {
    const message = errorMessage(i + 1)!;
    errors.setStr(`XML_ERROR_${name}`, message);
    codes.setStr(message, i + 1);
    messages.set(i + 1, message);
  });
  errors.setStr('codes', codes);
  errors.setStr('messages', messages);
}

function addModel(m: ModuleBuilder): void {
  const model = subModule(m, 'model', "The numbers in the content models that ElementDeclHandler's calls have.");
  for (const [name, n] of Object.entries(ModelType)) model.setStr(`XML_CTYPE_${name}`, n);
  for (const [name, n] of Object.entries(Quantifier)) model.setStr(`XML_CQUANT_${name}`, n);
}

nativeModule('pyexpat', (m) => {
  m.set('__doc__', 'An XML parser with the interface and the behaviour of expat.');
  expatState.error = newExceptionType('xml.parsers.expat.ExpatError');
  makeParserType();
  m.set('ExpatError', expatState.error);
  m.set('error', expatState.error);
  m.set('XMLParserType', expatState.parser);
  m.set('EXPAT_VERSION', `expat_${EXPAT.join('.')}`);
  m.set('version_info', new PyTuple(EXPAT));
  m.set('native_encoding', 'UTF-8');
  const features: [string, number][] = [
    ['sizeof(XML_Char)', 1],
    ['sizeof(XML_LChar)', 1],
    ['XML_DTD', 0],
    ['XML_NS', 0],
    ['XML_BLAP_MAX_AMP', 100],
    ['XML_BLAP_ACT_THRES', 8388608],
    ['XML_GE', 0],
  ];
  m.set('features', new PyList(features.map((f) => new PyTuple(f))));
  ['NEVER', 'UNLESS_STANDALONE', 'ALWAYS'].forEach((name, i) => m.set(`XML_PARAM_ENTITY_PARSING_${name}`, i));
  addErrors(m);
  addModel(m);
  m.def(
    'ParserCreate(encoding=None, namespace_separator=None, intern=<unrepresentable>)',
    parserCreate,
    'Makes a parser.',
  );
  m.def(
    'ErrorString(code, /)',
    (code: Value) => errorMessage(Number(toIndex(code))) ?? None,
    'The message of an error number.',
  );
});
