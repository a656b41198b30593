/** Several buffers as one argument: what readv, writev and their relatives take. */
import { newError, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { isSequence, toArray } from '../../objects/iteration';
import type { Value } from '../../objects/object';
import { PyBytes } from '../../objects/values';
import { readBuffer, writeBuffer } from '../buffers';

/** The items of a sequence. */
export function several(buffers: Value, name: string): Value[] {
  if (!isSequence(buffers)) throw typeError(`${name}() arg 2 must be a sequence`);
  return toArray(buffers);
}

/** The bytes of buffers that are to be written to. */
export function writable(buffers: Value, name: string): Uint8Array[] {
  return several(buffers, name).map((buffer) => {
    // An object that is no buffer at all has an error of its own.
    readBuffer(buffer);
    if (buffer instanceof PyBytes) throw newError(Exc.BufferError, 'Object is not writable.');
    return writeBuffer(buffer, `${name}() buffer`);
  });
}
