/**
 * `open()` (CPython's _io_open_impl).
 */
import { callMethod, getAttr, setAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { call, callKw } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { interp } from '../../objects/interp';
import { typeOf, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { toIndex } from '../../objects/toIndex';
import { strOf } from '../../objects/values';
import { fspath } from '../osErrors';
import { bufferedTypes } from './buffered';
import { fileIOType } from './fileIO';
import { textIOWrapperType } from './textIOWrapper';
import { DEFAULT_BUFFER_SIZE } from './bufferedState';
import { givenType } from '../../objects/typeNames';

interface Mode {
  raw: string;
  binary: boolean;
  reading: boolean;
  updating: boolean;
}

function parseMode(mode: string): Mode {
  if (mode.includes('\0')) throw valueError('embedded null character');
  const seen = new Set(mode);
  if (seen.size !== mode.length || /[^axrwb+t]/.test(mode)) throw valueError(`invalid mode: ${repr(mode)}`);
  const main = ['x', 'r', 'w', 'a'].filter((c) => seen.has(c));
  const binary = seen.has('b');
  if (seen.has('t') && binary) throw valueError("can't have text and binary mode at once");
  if (main.length === 0)
    throw valueError('Must have exactly one of create/read/write/append mode and at most one plus');
  if (main.length > 1) throw valueError('must have exactly one of create/read/write/append mode');
  const updating = seen.has('+');
  return { raw: main[0] + (updating ? '+' : ''), binary, reading: main[0] === 'r', updating };
}

export function open(
  file: Value,
  modeIn: Value,
  bufferingIn: Value,
  encoding: Value,
  errors: Value,
  newline: Value,
  closefd: Value,
  opener: Value,
): Value {
  const path = typeOf(file).nb_index !== null ? file : fspath(file);
  const text = strOf(modeIn);
  if (text === undefined) throw typeError(`open() argument 'mode' must be str, not ${givenType(modeIn)}`);
  for (const [v, name] of [
    [encoding, 'encoding'],
    [errors, 'errors'],
    [newline, 'newline'],
  ] as const)
    if (v !== None && strOf(v) === undefined)
      throw typeError(`open() argument '${name}' must be str or None, not ${givenType(v)}`);
  const mode = parseMode(text);
  let buffering = Number(toIndex(bufferingIn));
  if (mode.binary) {
    if (encoding !== None) throw valueError("binary mode doesn't take an encoding argument");
    if (errors !== None) throw valueError("binary mode doesn't take an errors argument");
    if (newline !== None) throw valueError("binary mode doesn't take a newline argument");
    if (buffering === 1)
      interp().warn(
        Exc.RuntimeWarning,
        "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
        1,
      );
  }
  const raw = call(fileIOType, [path, mode.raw, closefd, opener]);
  let result = raw;
  try {
    const isTty = buffering < 0 && isTrue(callMethod(raw, '_isatty_open_only'));
    const lineBuffering = buffering === 1 || isTty;
    if (lineBuffering) buffering = -1;
    if (buffering < 0)
      buffering = Math.max(Math.min(Number(toIndex(getAttr(raw, '_blksize'))), 8192 * 1024), DEFAULT_BUFFER_SIZE);
    if (buffering === 0) {
      if (!mode.binary) throw valueError("can't have unbuffered text I/O");
      return raw;
    }
    const type = mode.updating ? bufferedTypes.random : mode.reading ? bufferedTypes.reader : bufferedTypes.writer;
    const buffer = call(type, [raw, buffering]);
    result = buffer;
    if (mode.binary) return buffer;
    const wrapper = callKw(textIOWrapperType, [buffer], { encoding, errors, newline, line_buffering: lineBuffering });
    result = wrapper;
    setAttr(wrapper, 'mode', text);
    return wrapper;
  } catch (e) {
    callMethod(result, 'close');
    throw e;
  }
}
