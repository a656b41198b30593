/**
 * The native types as bare objects: identity, name and base, no methods yet.
 *
 * Owns: their existence, so that any file can name any type without an import cycle. Each type's own file fills it in
 * (see bootstrap.ts); readyNativeTypes() then derives what CPython's PyType_Ready derives.
 */
import { PyDict } from './dict';
import { freshVersion, PyObject, PyType, primitiveTypes } from './object';

/** Every native type in order of creation: bases come before what derives from them. */
export const nativeTypes: PyType[] = [];

function root(name: string, metatype: PyType): PyType {
  const t = new PyType(metatype, name);
  t.attrs = new PyDict();
  t.version = freshVersion();
  nativeTypes.push(t);
  return t;
}

// type and object name each other; dict is needed for their attributes.
const dictTypeBare = new PyType(undefined as unknown as PyType, 'dict');
PyDict.type = dictTypeBare;
dictTypeBare.attrs = new PyDict();
dictTypeBare.version = freshVersion();
export const objectType = root('object', undefined as unknown as PyType);
export const typeType = root('type', undefined as unknown as PyType);
nativeTypes.push(dictTypeBare);
objectType.cls = typeType.cls = dictTypeBare.cls = typeType;
objectType.mro = [objectType];
export const dictType = dictTypeBare;
derive(typeType, objectType);
derive(dictType, objectType);

function derive(t: PyType, base: PyType): void {
  t.base = base;
  t.bases = [base];
  t.mro = [t, ...base.mro];
  base.subclasses.add(t);
}

/** A new native type without methods. `name` may be dotted: "module.name". */
export function bareType(name: string, base: PyType = objectType): PyType {
  const t = root(name.slice(name.lastIndexOf('.') + 1), base.cls);
  const dot = name.lastIndexOf('.');
  if (dot >= 0) t.attrs.setStr('__module__', name.slice(0, dot));
  t.tpName = name;
  derive(t, base);
  return t;
}

export const intType = (primitiveTypes.int = bareType('int'));
export const boolType = (primitiveTypes.bool = bareType('bool', intType));
export const strType = (primitiveTypes.str = bareType('str'));
export const floatType = bareType('float');
export const complexType = bareType('complex');
export const bytesType = bareType('bytes');
export const bytearrayType = bareType('bytearray');
export const memoryviewType = bareType('memoryview');
export const tupleType = bareType('tuple');
export const listType = bareType('list');
export const setType = bareType('set');
export const frozensetType = bareType('frozenset');
export const rangeType = bareType('range');
export const sliceType = bareType('slice');
export const noneType = bareType('NoneType');
export const ellipsisType = bareType('ellipsis');
export const notImplementedType = bareType('NotImplementedType');
export const moduleType = bareType('module');
export const functionType = bareType('function');
export const methodType = bareType('method');
export const builtinFunctionType = bareType('builtin_function_or_method');
export const methodDescriptorType = bareType('method_descriptor');
export const classMethodDescriptorType = bareType('classmethod_descriptor');
export const wrapperDescriptorType = bareType('wrapper_descriptor');
export const methodWrapperType = bareType('method-wrapper');
export const getSetDescriptorType = bareType('getset_descriptor');
export const memberDescriptorType = bareType('member_descriptor');
export const mappingProxyType = bareType('mappingproxy');
export const propertyType = bareType('property');
export const classmethodType = bareType('classmethod');
export const staticmethodType = bareType('staticmethod');
export const superType = bareType('super');
export const cellType = bareType('cell');
export const codeType = bareType('code');
export const frameType = bareType('frame');
export const tracebackType = bareType('traceback');
export const generatorType = bareType('generator');
export const coroutineType = bareType('coroutine');
export const coroutineWrapperType = bareType('coroutine_wrapper');
export const asyncGeneratorType = bareType('async_generator');
export const asyncGenASendType = bareType('async_generator_asend');
export const asyncGenAThrowType = bareType('async_generator_athrow');
export const asyncGenWrappedValueType = bareType('async_generator_wrapped_value');
export const enumerateType = bareType('enumerate');
export const zipType = bareType('zip');
export const mapType = bareType('map');
export const filterType = bareType('filter');
export const reversedType = bareType('reversed');
export const iteratorType = bareType('iterator');
export const callableIteratorType = bareType('callable_iterator');
export const genericAliasType = bareType('types.GenericAlias');
export const unionType = bareType('typing.Union');

for (const t of [boolType, noneType, ellipsisType, notImplementedType, functionType, methodType, builtinFunctionType])
  t.isBase = false;
for (const t of [rangeType, sliceType, memoryviewType, generatorType, coroutineType, asyncGeneratorType])
  t.isBase = false;
for (const t of [frameType, codeType, tracebackType, cellType, mappingProxyType, methodDescriptorType])
  t.isBase = false;
for (const t of [tupleType, listType, rangeType, memoryviewType]) t.patternFlags = 32;
for (const t of [dictType, mappingProxyType]) t.patternFlags = 64;

/** A value with no state, one of its kind. */
export class PySingleton extends PyObject {
  readonly text: string;
  constructor(cls: PyType, text: string) {
    super(cls);
    this.text = text;
  }
}

export const None = new PySingleton(noneType, 'None');
export const Ellipsis = new PySingleton(ellipsisType, 'Ellipsis');
export const NotImplemented = new PySingleton(notImplementedType, 'NotImplemented');
