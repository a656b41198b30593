/**
 * Waiting for a stream's data and for room in its buffer, natively where all is as usual: the library's coroutines with their
 * own frames, suspended where the Python code would be, which goes on from there when somebody looks.
 *
 * Owns: doing what the Python functions do, in the same order. What would raise is left to them. Must not know: sockets.
 */
import { setAttr } from '../../objects/attributes';
import { bytearrayType, None } from '../../objects/builtinTypes';
import { splice } from '../../objects/bytearrayType';
import { call } from '../../objects/call';
import type { PyFunction } from '../../objects/function';
import { ownAttr } from '../../objects/inlineValues';
import type { PyInstance, Value } from '../../objects/object';
import { PyByteArray, PyBytes } from '../../objects/values';
import { placeOf } from '../../vm/codePlaces';
import { execOf } from '../../vm/execCode';
import type { Frame } from '../../vm/frame';
import { await2, awaitedCode, delegate } from '../../vm/jit/awaiting';
import { O } from '../../vm/opcodeNumbers';
import { shortcut, standInAnywhere } from '../../vm/shortcut';
import { futureType, PyFuture } from '../future';
import type { KnownClass, KnownLoops } from './knownLibrary';

interface Classes {
  readonly transport: KnownClass;
  readonly protocol: KnownClass;
  readonly reader: KnownClass;
  readonly writer: KnownClass;
}

const EMPTY = new Uint8Array(0);

export class ReadingShortcuts {
  private readonly waitForData: PyFunction;
  /** Where the coroutines wait: after their one YIELD_FROM. */
  private readonly waiting: number;
  private readonly reading: number;
  private readonly classes: readonly KnownClass[];

  constructor(
    private readonly known: Classes,
    private readonly loops: KnownLoops,
  ) {
    const { reader, writer } = known;
    this.classes = Object.values(known);
    this.waitForData = reader.method('_wait_for_data') as PyFunction;
    const { code } = reader.method('readexactly') as PyFunction;
    this.waiting = placeOf(this.waitForData.code, O.YIELD_FROM) + 1;
    this.reading = placeOf(code, O.YIELD_FROM) + 1;
    standInAnywhere(execOf(this.waitForData.code), (f) => this.wait(f));
    standInAnywhere(execOf(code), (f) => this.readExactly(f));
    shortcut(writer.method('drain'), ([self]) => this.drain(self));
  }

  /** `StreamReader._wait_for_data` */
  private wait(f: Frame): Value | undefined | null {
    const { s, pc } = f;
    const [reader] = s;
    const { waiting } = this;
    if (!this.isUsual(reader)) return null;
    if (pc === 0) {
      const loop = ownAttr(reader, '_loop');
      if (ownAttr(reader, '_waiter') !== None || ownAttr(reader, '_eof') !== false || !this.loops.has(loop))
        return null;
      if (ownAttr(reader, '_paused') !== false) return null;
      const waiter = new PyFuture();
      waiter.init(loop);
      setAttr(reader, '_waiter', waiter);
      s[f.sp++] = futureType.am_await!(waiter);
    } else if (pc !== waiting - 1) return null;
    const sent = pc === 0 ? None : s[--f.sp]!;
    f.pc = waiting;
    const result = delegate(f, s[f.sp - 1]!, sent);
    if (result !== undefined) setAttr(reader, '_waiter', None);
    return result === undefined ? undefined : None;
  }

  /** `StreamReader.readexactly` */
  private readExactly(f: Frame): Value | undefined | null {
    const { s, pc } = f;
    const [reader, count] = s;
    if (pc !== 0 && pc !== this.reading) return null;
    if (typeof count !== 'number' || count <= 0 || !this.isUsual(reader)) return null;
    for (;;) {
      const buffer = ownAttr(reader, '_buffer');
      if (!isBuffer(buffer) || ownAttr(reader, '_paused') !== false) return null;
      if (f.pc === 0 && ownAttr(reader, '_exception') !== None) return null;
      const { length } = buffer.data;
      if (length >= count) {
        const data = new PyBytes(buffer.data.slice(0, count));
        splice(buffer, 0, count, EMPTY);
        return data;
      }
      if (ownAttr(reader, '_eof') !== false) return null;
      const result = this.startWaiting(f, reader);
      if (result === undefined) return undefined;
      s[f.sp - 1] = result;
    }
  }

  /** `await self._wait_for_data('readexactly')` */
  private startWaiting(f: Frame, reader: PyInstance): Value | undefined {
    const { waitForData: callee } = this;
    f.sp = f.x.base + 1;
    f.pc = this.reading;
    const x = awaitedCode(callee, 2);
    if (x !== null) return await2(f, x, callee, reader, 'readexactly');
    f.pc = this.reading - AWAITING;
    const coroutine = call(callee, [reader, 'readexactly']);
    f.pc = this.reading;
    f.s[f.sp - 1] = coroutine;
    return delegate(f, coroutine, None);
  }

  /** `StreamWriter.drain`, where there is nothing to wait for. */
  private drain(writer: Value | undefined): Value | undefined {
    const { known } = this;
    if (!known.writer.has(writer)) return undefined;
    const reader = ownAttr(writer, '_reader');
    const transport = ownAttr(writer, '_transport');
    const protocol = ownAttr(writer, '_protocol');
    if (reader !== None && !(known.reader.has(reader) && ownAttr(reader, '_exception') === None)) return undefined;
    if (!known.transport.has(transport) || ownAttr(transport, '_closing') !== false) return undefined;
    if (!known.protocol.has(protocol) || ownAttr(protocol, '_connection_lost') !== false) return undefined;
    return ownAttr(protocol, '_paused') === false && this.isUnwatched ? None : undefined;
  }

  private isUsual(reader: Value | undefined): reader is PyInstance {
    return this.known.reader.has(reader) && this.isUnwatched;
  }

  private get isUnwatched(): boolean {
    for (const each of this.classes) if (!each.isUnwatched) return false;
    return this.loops.isUnwatched;
  }
}

/** GET_AWAITABLE, LOAD_CONST None and YIELD_FROM, after the call of a coroutine function. */
const AWAITING = 3;

/** A bytearray that can shrink. */
const isBuffer = (v: Value | undefined): v is PyByteArray =>
  v instanceof PyByteArray && v.cls === bytearrayType && v.exports === 0;
