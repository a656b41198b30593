/**
 * What each message over a stream runs in the library's transports and streams, natively where all is as usual: bytes that
 * have come go from the socket into the StreamReader's buffer, bytes that are written go to the socket.
 *
 * Owns: doing what the Python functions do, in the same order. Nothing here raises: whether something could is looked at
 * before anything is done, and then (an error, the end, a full buffer, a class or an object with ways of its own) the Python
 * code does it. Must not know: how connections are made, what is shown of them.
 */
import { descriptors, type QuickStream } from '../../host/descriptorEvents';
import { isTrue } from '../../objects/compare';
import { ownAttr } from '../../objects/inlineValues';
import { splice } from '../../objects/bytearrayType';
import { bytearrayType, bytesType, None } from '../../objects/builtinTypes';
import { PyMethod } from '../../objects/function';
import { setAttr } from '../../objects/attributes';
import { type PyInstance, PyObject, PyType, type Value } from '../../objects/object';
import { PyByteArray, PyBytes } from '../../objects/values';
import { PyWeakRef } from '../../objects/weakref';
import { shortcut } from '../../vm/shortcut';
import { futureType, PyFuture } from '../future';
import { KnownClass } from './knownLibrary';
import { library } from '../library';
import { PyLoop } from '../nativeLoop';

/** `_SelectorSocketTransport.max_size` */
const MOST = 256 * 1024;

/** Once the library's classes are there. */
export function shortenStreams(): void {
  const transport = library('asyncio.selector_events', '_SelectorSocketTransport');
  const protocol = library('asyncio.streams', 'StreamReaderProtocol');
  const reader = library('asyncio.streams', 'StreamReader');
  const writer = library('asyncio.streams', 'StreamWriter');
  const socket = library('socket', 'socket');
  const all = [transport, protocol, reader, writer, socket].filter((c) => c instanceof PyType);
  if (all.length === 5) new StreamShortcuts(all);
}

class StreamShortcuts {
  private readonly transport: KnownClass;
  private readonly protocol: KnownClass;
  private readonly reader: KnownClass;
  private readonly writer: KnownClass;
  private readonly socket: KnownClass;
  private readonly deque = library('collections', 'deque');
  private readonly receiving: Value | undefined;

  constructor([transport, protocol, reader, writer, socket]: readonly PyType[]) {
    this.transport = new KnownClass(transport, ['_read_ready__data_received', 'write', 'max_size']);
    this.protocol = new KnownClass(protocol, ['data_received', '_stream_reader']);
    this.reader = new KnownClass(reader, ['feed_data', '_wakeup_waiter']);
    this.writer = new KnownClass(writer, ['write']);
    this.socket = new KnownClass(socket, []);
    this.receiving = this.transport.method('_read_ready__data_received');
    shortcut(this.transport.method('_read_ready'), ([transport]) => this.readReady(transport));
    shortcut(this.transport.method('write'), ([transport, data]) => this.write(transport, data));
    shortcut(this.writer.method('write'), ([writer, data]) => this.writeStream(writer, data));
  }

  /** `_read_ready`, and all that it calls until whoever waits for data is woken. */
  private readReady(transport: Value | undefined): Value | undefined {
    if (!this.isFree() || !this.transport.has(transport)) return undefined;
    const receive = ownAttr(transport, '_read_ready_cb');
    if (!(receive instanceof PyMethod) || receive.func !== this.receiving || receive.self !== transport)
      return undefined;
    const protocol = ownAttr(transport, '_protocol');
    if (ownAttr(transport, '_conn_lost') !== 0 || !this.protocol.has(protocol)) return undefined;
    const ref = ownAttr(protocol, '_stream_reader_wr');
    const reader = ref instanceof PyWeakRef ? ref.target : undefined;
    const file = this.socketOf(transport);
    if (!this.reader.has(reader) || file === undefined) return undefined;
    const count = Math.min(file.ready, MOST);
    const waiter = ownAttr(reader, '_waiter');
    const buffer = ownAttr(reader, '_buffer');
    if (count === 0 || !isBuffer(buffer) || !this.hasRoom(reader, buffer.data.length + count) || !isWakeable(waiter))
      return undefined;
    splice(buffer, buffer.data.length, buffer.data.length, file.receive(MOST));
    if (waiter instanceof PyFuture) {
      setAttr(reader, '_waiter', None);
      if (waiter.pending) waiter.setResult(None);
    }
    return None;
  }

  /** So much in its buffer doesn't make it pause the transport. */
  private hasRoom(reader: PyInstance, length: number): boolean {
    const limit = ownAttr(reader, '_limit');
    return typeof limit === 'number' && length <= 2 * limit && ownAttr(reader, '_eof') === false;
  }

  /** `StreamWriter.write` */
  private writeStream(writer: Value | undefined, data: Value | undefined): Value | undefined {
    if (!this.writer.has(writer)) return undefined;
    return this.write(ownAttr(writer, '_transport'), data);
  }

  /** `_SelectorSocketTransport.write`, of what can be sent at once. */
  private write(transport: Value | undefined, data: Value | undefined): Value | undefined {
    if (!(data instanceof PyBytes) || data.cls !== bytesType || data.data.length === 0) return undefined;
    if (!this.isFree() || !this.transport.has(transport)) return undefined;
    const waiting = ownAttr(transport, '_buffer');
    if (
      ownAttr(transport, '_eof') !== false ||
      ownAttr(transport, '_empty_waiter') !== None ||
      ownAttr(transport, '_conn_lost') !== 0 ||
      !(waiting instanceof PyObject) ||
      waiting.cls !== this.deque ||
      isTrue(waiting)
    )
      return undefined;
    const file = this.socketOf(transport);
    if (!file?.takes(data.data.length)) return undefined;
    file.send(data.data);
    return None;
  }

  /** The transport's own, which is open and never waits. */
  private socketOf(transport: PyInstance): QuickStream | undefined {
    const socket = ownAttr(transport, '_sock');
    return socket instanceof PyObject && this.socket.isSame(socket) ? descriptors.quickStream(socket) : undefined;
  }

  private isFree(): boolean {
    return this.transport.isUnwatched && this.protocol.isUnwatched && this.reader.isUnwatched;
  }
}

/** A bytearray that can grow. */
const isBuffer = (v: Value | undefined): v is PyByteArray =>
  v instanceof PyByteArray && v.cls === bytearrayType && v.exports === 0;

/** Nobody waits, or a future that waking raises nothing in. */
const isWakeable = (v: Value | undefined): boolean =>
  v === None || (v instanceof PyFuture && v.cls === futureType && v.dict === undefined && isSettable(v));

const isSettable = ({ pending, state, loop }: PyFuture): boolean =>
  state === 'CANCELLED' || (pending && loop instanceof PyLoop && !loop.closed && loop.takesItems());
