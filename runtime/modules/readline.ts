/**
 * The module `readline`. DIFFERS: the terminal alone edits lines: history and completer are kept for those who ask for
 * them, but no key reaches them and no hook is called.
 *
 * Owns: the module, the history, its file (as GNU's library writes it, a line each).
 */
import { None } from '../objects/builtinTypes';
import { concatBytes } from '../objects/bytesOps';
import { typeError, valueError } from '../objects/errors';
import { addGcRoot } from '../objects/finalizable';
import { typeOf, type Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { PyBytes, strOf } from '../objects/values';
import { host } from '../host/currentHost';
import { decodeFs, encodeFs } from '../host/fsEncoding';
import { HostFile } from './fileDescriptors';
import { fspath, hostCall } from './osErrors';
import { nativeModule, type ModuleBuilder } from './registry';

const O_RDONLY = 0;
const O_WRONLY = 1;
const O_CREAT = 0o100;
const O_TRUNC = 0o1000;
const O_APPEND = 0o2000;
const PRIVATE = 0o600;
const CHUNK = 65536;

let history: string[] = [];
/** How many lines of it a file keeps; negative: all. */
let fileLength = -1;
let delimiters = ' \t\n`~!@#$%^&*()-=+[{]}\\|;:\'",<>/?';
let line = '';
const functions = new Map<string, Value>();

addGcRoot(() => [...functions.values()]);

const int = (v: Value): number => Number(toIndex(v)) | 0;

function text(v: Value): string {
  const s = strOf(v);
  if (s === undefined) throw typeError('bad argument type for built-in operation');
  return s;
}

function position(v: Value): number {
  const n = int(v);
  if (n < 0) throw valueError('History index cannot be negative');
  if (n >= history.length) throw valueError(`No history item at position ${n}`);
  return n;
}

function pathOf(v: Value, byDefault: string): string {
  if (v === None) return `${host().env.HOME ?? host().facts.homedir}/${byDefault}`;
  const path = fspath(v);
  return path instanceof PyBytes ? decodeFs(path.data) : strOf(path)!;
}

function openFile(path: string, flags: number): HostFile {
  return new HostFile(
    hostCall(() => host().files.open(path, flags, PRIVATE)),
    flags,
  );
}

function readAll(path: string): Uint8Array {
  const file = openFile(path, O_RDONLY);
  try {
    const parts: Uint8Array[] = [];
    for (;;) {
      const buffer = new Uint8Array(CHUNK);
      const n = hostCall(() => file.read(buffer));
      if (n === 0) return concatBytes(parts);
      parts.push(buffer.subarray(0, n));
    }
  } finally {
    file.close();
  }
}

function write(path: string, lines: readonly string[], flags: number): void {
  const file = openFile(path, O_WRONLY | flags);
  try {
    let left = encodeFs(lines.map((item) => `${item}\n`).join(''));
    while (left.length > 0) left = left.subarray(hostCall(() => file.write(left)));
  } finally {
    file.close();
  }
}

/** The lines of a history's file, without what follows the last line's end. */
const linesOf = (data: Uint8Array): string[] => decodeFs(data).split('\n').slice(0, -1);

function defHistoryFiles(m: ModuleBuilder): void {
  m.def('read_history_file(filename=None, /)', (filename: Value) => {
    history.push(...linesOf(readAll(pathOf(filename, '.history'))).filter((item) => item !== ''));
    return None;
  });
  m.def('write_history_file(filename=None, /)', (filename: Value) => {
    const kept = fileLength < 0 ? history : fileLength === 0 ? [] : history.slice(-fileLength);
    write(pathOf(filename, '.history'), kept, O_CREAT | O_TRUNC);
    return None;
  });
  m.def('append_history_file(nelements, filename=None, /)', (nelements: Value, filename: Value) => {
    const count = int(nelements);
    const path = pathOf(filename, '.history');
    write(path, count > 0 ? history.slice(-count) : [], O_APPEND);
    if (fileLength >= 0) {
      const lines = linesOf(readAll(path));
      write(path, lines.slice(Math.max(0, lines.length - fileLength)), O_TRUNC);
    }
    return None;
  });
}

function defHistory(m: ModuleBuilder): void {
  m.def('add_history(string, /)', (v: Value) => {
    history.push(text(v));
    return None;
  });
  m.def('clear_history()', () => {
    history = [];
    return None;
  });
  m.def('get_current_history_length()', () => history.length);
  m.def('get_history_item(index, /)', (v: Value) => history[int(v) - 1] ?? None);
  m.def('remove_history_item(pos, /)', (pos: Value) => {
    history.splice(position(pos), 1);
    return None;
  });
  m.def('replace_history_item(pos, line, /)', (pos: Value, item: Value) => {
    const s = text(item);
    history[position(pos)] = s;
    return None;
  });
  m.def('get_history_length()', () => fileLength);
  m.def('set_history_length(length, /)', (v: Value) => {
    fileLength = int(v);
    return None;
  });
  m.def('set_auto_history(enabled, /)', () => None);
}

function defFunctions(m: ModuleBuilder): void {
  const names = ['set_completer', 'set_startup_hook', 'set_pre_input_hook', 'set_completion_display_matches_hook'];
  for (const name of names)
    m.def(`${name}(function=None, /)`, (v: Value) => {
      if (v === None) functions.delete(name);
      else if (typeOf(v).tp_call === null) throw typeError(`${name}(func): argument not callable`);
      else functions.set(name, v);
      return None;
    });
  m.def('get_completer()', () => functions.get('set_completer') ?? None);
  m.def('get_completer_delims()', () => delimiters);
  m.def('set_completer_delims(string, /)', (v: Value) => {
    delimiters = text(v);
    return None;
  });
  for (const name of ['get_begidx', 'get_endidx', 'get_completion_type']) m.def(`${name}()`, () => 0);
}

nativeModule('readline', (m) => {
  m.set('backend', 'readline');
  m.set('_READLINE_VERSION', 0x802);
  m.set('_READLINE_RUNTIME_VERSION', 0x802);
  m.set('_READLINE_LIBRARY_VERSION', '8.2');
  defHistory(m);
  defHistoryFiles(m);
  defFunctions(m);
  m.def('parse_and_bind(string, /)', (v: Value) => (text(v), None));
  m.def('read_init_file(filename=None, /)', (filename: Value) => {
    if (filename !== None) readAll(pathOf(filename, '.inputrc'));
    return None;
  });
  m.def('insert_text(string, /)', (v: Value) => {
    line += text(v);
    return None;
  });
  m.def('get_line_buffer()', () => line);
  m.def('redisplay()', () => None);
});
