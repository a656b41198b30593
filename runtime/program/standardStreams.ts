/**
 * sys.stdin, sys.stdout and sys.stderr over descriptors 0, 1 and 2 (CPython's create_stdio in pylifecycle.c).
 */
import { callMethod, lookupAttr, setAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { PyBaseException } from '../objects/exceptionTypes';
import { str } from '../objects/text';
import { complain } from '../host/standardError';
import { lookupCodec } from '../modules/codecRegistry';
import { importModule } from '../modules/importing';
import { strOf, type PyModule } from '../objects/values';
import { bufferedFor, bufferedTypes } from '../modules/io/buffered';
import { DEFAULT_BUFFER_SIZE } from '../modules/io/bufferedState';
import { fileIOFor } from '../modules/io/fileIO';
import { textIOFor } from '../modules/io/textIOWrapper';
import { fileOf } from '../modules/fileDescriptors';
import type { Value } from '../objects/object';
import type { InterpreterFlags } from '../debug/agentProtocol';
import { heededEnvironment, streamErrors } from './startSettings';

interface Encoding {
  encoding: string;
  errors: string;
}

/** $PYTHONIOENCODING is "encoding:errors", both optional; an encoding alone is strict. */
function encodingOf(setting: string | undefined, usualErrors: string): Encoding {
  const [encoding, errors] = (setting ?? '').split(':');
  return { encoding: encoding || 'utf-8', errors: errors || (encoding ? 'strict' : usualErrors) };
}

function createStream(fd: number, name: string, e: Encoding, unbuffered: boolean): Value {
  const writing = fd !== 0;
  const raw = fileIOFor(fd, writing ? 'wb' : 'rb');
  setAttr(raw, 'name', name);
  const isTerminal = fileOf(fd).isTerminal?.() ?? false;
  const buffer =
    unbuffered && writing
      ? raw
      : bufferedFor(writing ? bufferedTypes.writer : bufferedTypes.reader, raw, DEFAULT_BUFFER_SIZE);
  const errors = fd === 2 ? 'backslashreplace' : e.errors;
  // "\n" is written as it is; read in universal mode.
  const byLines = (fd === 2 || isTerminal) && !unbuffered;
  const stream = textIOFor(buffer, e.encoding, errors, '\n', byLines, unbuffered && writing);
  setAttr(stream, 'mode', writing ? 'w' : 'r');
  return stream;
}

/** The encoding asked for, or the usual one where nobody knows it, which the user is told. */
function knownEncoding(setting: string, usualErrors: string): Encoding {
  const asked = encodingOf(setting, usualErrors);
  try {
    const codec = lookupCodec(asked.encoding);
    callMethod(importModule('_codecs'), 'lookup_error', [asked.errors]);
    return { ...asked, encoding: strOf(lookupAttr(codec, 'name') ?? None) ?? asked.encoding };
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
    complain(`PYTHONIOENCODING=${setting} has no effect: ${str(e)}\n`);
    return encodingOf(undefined, usualErrors);
  }
}

/** What is written to has to be flushed at the end, whatever `sys` has in its place by then. */
export const ownStreams: Value[] = [];

/** Sets the three streams, and `__stdin__` and so on. */
export function createStandardStreams(sys: PyModule, flags: InterpreterFlags): void {
  const { PYTHONIOENCODING, PYTHONUNBUFFERED } = heededEnvironment(flags);
  const unbuffered = flags.unbuffered || !!PYTHONUNBUFFERED;
  const usualErrors = streamErrors(flags);
  const e =
    PYTHONIOENCODING === undefined ? encodingOf(undefined, usualErrors) : knownEncoding(PYTHONIOENCODING, usualErrors);
  for (const [fd, name] of [
    [0, 'stdin'],
    [1, 'stdout'],
    [2, 'stderr'],
  ] as const) {
    const stream = createStream(fd, `<${name}>`, e, unbuffered);
    if (fd > 0) ownStreams.push(stream);
    sys.dict.setStr(name, stream);
    sys.dict.setStr(`__${name}__`, stream);
  }
}
