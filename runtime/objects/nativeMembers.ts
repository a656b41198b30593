/**
 * Which attributes of the builtin types are fields of a C structure in CPython: `inspect.ismemberdescriptor` is true of
 * them, and setting one that can't be set says "readonly attribute".
 */
import * as t from './builtinTypes';
import { asMembers } from './descriptorTypes';
import { Exc } from './exceptionTypes';
import { simpleNamespaceType } from './simpleNamespace';
import { weakrefType } from './weakref';

/** After the types have got their attributes. */
export function installNativeMembers(): void {
  asMembers(t.functionType, '__closure__', '__globals__', '__builtins__');
  asMembers(t.methodType, '__func__', '__self__');
  asMembers(
    t.typeType,
    '__basicsize__',
    '__itemsize__',
    '__flags__',
    '__weakrefoffset__',
    '__base__',
    '__dictoffset__',
  );
  asMembers(t.superType, '__thisclass__', '__self__', '__self_class__');
  asMembers(t.propertyType, 'fget', 'fset', 'fdel', '__doc__');
  asMembers(t.rangeType, 'start', 'stop', 'step');
  asMembers(t.sliceType, 'start', 'stop', 'step');
  asMembers(t.complexType, 'real', 'imag');
  for (const wrapper of [t.classmethodType, t.staticmethodType]) asMembers(wrapper, '__func__', '__wrapped__');
  asMembers(Exc.BaseException, '__suppress_context__');
  asMembers(Exc.OSError, 'errno', 'strerror', 'filename', 'filename2');
  asMembers(Exc.StopIteration, 'value');
  asMembers(Exc.SystemExit, 'code');
  asMembers(Exc.NameError, 'name');
  asMembers(Exc.AttributeError, 'name', 'obj');
  asMembers(Exc.ImportError, 'msg', 'name', 'path', 'name_from');
  asMembers(Exc.BaseExceptionGroup, 'message', 'exceptions');
  asMembers(
    Exc.SyntaxError,
    'msg',
    'filename',
    'lineno',
    'offset',
    'text',
    'end_lineno',
    'end_offset',
    'print_file_and_line',
    '_metadata',
  );
  for (const error of [Exc.UnicodeEncodeError, Exc.UnicodeDecodeError, Exc.UnicodeTranslateError])
    asMembers(error, 'object', 'start', 'end', 'reason');
  for (const error of [Exc.UnicodeEncodeError, Exc.UnicodeDecodeError]) asMembers(error, 'encoding');
  for (const descriptor of [
    t.methodDescriptorType,
    t.classMethodDescriptorType,
    t.wrapperDescriptorType,
    t.getSetDescriptorType,
    t.memberDescriptorType,
  ])
    asMembers(descriptor, '__objclass__', '__name__');
  asMembers(t.methodWrapperType, '__self__');
  asMembers(t.builtinFunctionType, '__module__');
  asMembers(t.functionType, '__doc__', '__module__');
  asMembers(t.genericAliasType, '__origin__', '__args__', '__unpacked__');
  asMembers(weakrefType, '__callback__');
  for (const withDict of [t.moduleType, simpleNamespaceType]) asMembers(withDict, '__dict__');
  asMembers(t.unionType, '__args__');
}
