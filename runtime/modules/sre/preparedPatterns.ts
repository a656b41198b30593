/**
 * Spares compiling the library's own regular expressions: `re._compiler.compile` takes a program that is prepared before
 * it makes one.
 */
import { call } from '../../objects/call';
import { PyDict } from '../../objects/dict';
import { nativeFunction } from '../../objects/native';
import type { Value } from '../../objects/object';
import { PyBytes, type PyModule, PyTuple } from '../../objects/values';
import { None, bytesType } from '../../objects/builtinTypes';
import { afterExecution } from '../library';
import { preparedPattern } from '../prepared';
import { decode } from './program';
import { PyPattern } from './sreTypes';

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const b of bytes) text += String.fromCharCode(b);
  return text;
}

/** The pattern with these flags; undefined where it isn't prepared. */
function prepared(pattern: Value, flags: Value): Value | undefined {
  if (typeof flags !== 'number') return undefined;
  const isBytes = pattern instanceof PyBytes && pattern.cls === bytesType;
  if (!isBytes && typeof pattern !== 'string') return undefined;
  const found = preparedPattern(isBytes, flags, isBytes ? latin1(pattern.data) : (pattern as string));
  if (found === null) return undefined;
  const groupindex = new PyDict();
  const indexgroup = new Array<Value>(found.groups + 1).fill(None);
  for (const [name, index] of found.groupindex) {
    groupindex.setStr(name, index);
    indexgroup[index] = name;
  }
  const program = decode(found.code, found.groups);
  return new PyPattern(program, pattern, found.flags, found.code, groupindex, new PyTuple(indexgroup), isBytes);
}

afterExecution.set('re._compiler', (module: PyModule) => {
  const original = module.dict.getStr('compile')!;
  const compile = nativeFunction(
    'compile(p, flags=0)',
    (p: Value, flags: Value) => prepared(p, flags) ?? call(original, [p, flags]),
  );
  compile.module = 're._compiler';
  module.dict.setStr('compile', compile);
});
