/** Reading a pickle of plain values from a file that can be read ahead: nobody sees it, since what is too much is put back. */
import { callMethod, getAttr } from '../../objects/attributes';
import { isTrue } from '../../objects/compare';
import { typeOf, type Value } from '../../objects/object';
import type { PyBytes } from '../../objects/values';
import { importModule } from '../importing';
import { unpicklePlain } from './plainUnpickler';

/** So much is read at first, and as many times more each time that it wasn't enough. */
const AT_FIRST = 64 * 1024;
const MORE = 4;

const isExactly = (v: Value, type: string): boolean => typeOf(v) === getAttr(importModule('_io'), type);

/** A file of `_io`'s own, from which to read has no effects but on its position. */
function canReadAhead(file: Value): boolean {
  if (isExactly(file, 'BytesIO')) return !isTrue(getAttr(file, 'closed'));
  return (
    isExactly(file, 'BufferedReader') &&
    isExactly(getAttr(file, 'raw'), 'FileIO') &&
    !isTrue(getAttr(file, 'closed')) &&
    isTrue(callMethod(file, 'seekable'))
  );
}

/** The value that is pickled where the file stands; undefined where that is left to the library's code. */
export function unpickleFile(file: Value, encoding: string): Value | undefined {
  if (!canReadAhead(file)) return undefined;
  const begin = callMethod(file, 'tell') as number;
  for (let size = AT_FIRST; ; size *= MORE) {
    const { data } = callMethod(file, 'read', [size]) as PyBytes;
    const found = unpicklePlain(data, encoding);
    const isFound = typeof found === 'object';
    callMethod(file, 'seek', [isFound ? begin + found.end : begin]);
    if (isFound) return found.value;
    if (found === undefined || data.length < size) return undefined;
  }
}
