/** `zlib.error` and its messages (zlib_error of CPython's zlibmodule.c). */
import { newError } from '../../objects/errors';
import type { PyBaseException } from '../../objects/exceptionTypes';
import { newExceptionType } from '../exceptionClass';
import { Z, type ZlibStream } from './stream';

export const zlibError = newExceptionType('zlib.error');

export function streamError(code: number, stream: ZlibStream, doing: string): PyBaseException {
  const reason =
    stream.message !== ''
      ? stream.message
      : code === Z.BUF_ERROR
        ? 'incomplete or truncated stream'
        : code === Z.STREAM_ERROR
          ? 'inconsistent stream state'
          : code === Z.DATA_ERROR
            ? 'invalid input data'
            : undefined;
  return newError(zlibError, `Error ${code} ${doing}${reason === undefined ? '' : `: ${reason}`}`);
}
