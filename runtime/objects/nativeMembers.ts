/**
 * Which attributes of the builtin types are fields of a C structure in CPython: `inspect.ismemberdescriptor` is true of
 * them, and setting one that can't be set says "readonly attribute".
 */
import * as t from './builtinTypes';
import { asMembers } from './descriptorTypes';
import { Exc } from './exceptionTypes';

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
  asMembers(Exc.ImportError, 'msg', 'name', 'path');
  asMembers(Exc.BaseExceptionGroup, 'message', 'exceptions');
  asMembers(Exc.SyntaxError, 'msg', 'filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset');
}
