/**
 * What the library's streams run for each connection that is made, natively where all is as usual: making a reader, its
 * protocol and a writer, and telling the protocol that it is connected.
 *
 * Owns: doing what the Python functions do, in the same order, with the same attributes. Where a class, an object or the loop
 * has ways of its own, the Python code does it. Must not know: sockets, how they are connected.
 */
import type { Code } from '../../bytecode/code';
import { getAttr, setAttr } from '../../objects/attributes';
import { dictType, None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { snapshotContext } from '../../objects/contextvars';
import { PyDict } from '../../objects/dict';
import { PyFunction, PyMethod } from '../../objects/function';
import { ownAttr } from '../../objects/inlineValues';
import type { PyInstance, Value } from '../../objects/object';
import { allocate } from '../../objects/typeObject';
import { PyByteArray, type PyCell } from '../../objects/values';
import { newWeakref, PyWeakRef, weakrefType } from '../../objects/weakref';
import { afterCall, slotOf } from '../../vm/codePlaces';
import { execOf } from '../../vm/execCode';
import type { Frame } from '../../vm/frame';
import { shortcut } from '../../vm/shortcut';
import { PyFuture } from '../future';
import { KnownNames, type KnownClass, type KnownLoops } from './knownLibrary';
import type { PyLoop } from '../nativeLoop';
import { newTaskOf } from '../taskType';

type Args = readonly (Value | undefined)[];

interface Classes {
  readonly transport: KnownClass;
  readonly protocol: KnownClass;
  readonly flowControl: KnownClass;
  readonly reader: KnownClass;
  readonly writer: KnownClass;
}

export class StreamObjectShortcuts {
  private readonly names = new KnownNames('asyncio.streams', [
    'StreamWriter',
    'StreamReader',
    'weakref',
    'collections',
    'coroutines',
  ]);
  private readonly classes: readonly KnownClass[];
  /** `callback`, the function in connection_made. */
  private readonly callback: Code;
  /** For each of its free variables, the cell's slot in a frame of connection_made. */
  private readonly closure: readonly number[];
  private readonly cells: Readonly<Record<'protocol' | 'transport', number>>;
  private readonly places: Readonly<Record<'calling' | 'starting', number>>;

  constructor(
    private readonly known: Classes,
    private readonly loops: KnownLoops,
    private readonly deque: Value,
  ) {
    const { protocol, reader, writer } = known;
    this.classes = Object.values(known);
    const made = protocol.method('connection_made') as PyFunction;
    const { code } = made;
    this.callback = code.consts.flatMap((c) => (c.type === 'code' ? [c.code] : []))[0];
    this.closure = this.callback.freevars.map((name) => slotOf(code, name));
    this.cells = { protocol: slotOf(code, 'self'), transport: slotOf(code, 'transport') };
    this.places = {
      calling: afterCall(code, '_client_connected_cb'),
      starting: afterCall(code, 'create_task'),
    };
    shortcut(reader.method('__init__'), (args) => this.makeReader(args));
    shortcut(protocol.method('__init__'), (args) => this.makeProtocol(args));
    shortcut(writer.method('__init__'), (args) => this.makeWriter(args));
    shortcut(made, (_args, f) => this.connected(f));
  }

  /** `StreamReader.__init__` */
  private makeReader([reader, limit, loop]: Args): Value | undefined {
    if (typeof limit !== 'number' || limit <= 0 || !this.known.reader.has(reader) || !this.isUsual(loop))
      return undefined;
    setAttr(reader, '_limit', limit);
    setAttr(reader, '_loop', loop);
    setAttr(reader, '_buffer', new PyByteArray(new Uint8Array(0)));
    setAttr(reader, '_eof', false);
    setAttr(reader, '_waiter', None);
    setAttr(reader, '_exception', None);
    setAttr(reader, '_transport', None);
    setAttr(reader, '_paused', false);
    return None;
  }

  /** `StreamReaderProtocol.__init__` and that of FlowControlMixin. */
  private makeProtocol([protocol, reader, connected, loop]: Args): Value | undefined {
    const { known } = this;
    if (!known.protocol.has(protocol) || !known.reader.has(reader) || !this.isUsual(loop)) return undefined;
    setAttr(protocol, '_loop', loop);
    setAttr(protocol, '_paused', false);
    setAttr(protocol, '_drain_waiters', call(this.deque));
    setAttr(protocol, '_connection_lost', false);
    setAttr(protocol, '_stream_reader_wr', newWeakref(weakrefType, reader, undefined));
    setAttr(protocol, '_source_traceback', ownAttr(reader, '_source_traceback') ?? None);
    if (connected !== None) setAttr(protocol, '_strong_reader', reader);
    setAttr(protocol, '_reject_connection', false);
    setAttr(protocol, '_task', None);
    setAttr(protocol, '_transport', None);
    setAttr(protocol, '_client_connected_cb', connected!);
    setAttr(protocol, '_over_ssl', false);
    setAttr(protocol, '_closed', newFuture(loop));
    return None;
  }

  /** `StreamWriter.__init__` */
  private makeWriter([writer, transport, protocol, reader, loop]: Args): Value | undefined {
    if (!this.known.writer.has(writer) || !this.isReader(reader) || !this.isUsual(loop)) return undefined;
    this.initWriter(writer, transport!, protocol!, reader, loop);
    return None;
  }

  private initWriter(writer: Value, transport: Value, protocol: Value, reader: Value, loop: PyLoop): void {
    setAttr(writer, '_transport', transport);
    setAttr(writer, '_protocol', protocol);
    setAttr(writer, '_reader', reader);
    setAttr(writer, '_loop', loop);
    const complete = newFuture(loop);
    setAttr(writer, '_complete_fut', complete);
    complete.setResult(None);
  }

  private isReader(v: Value | undefined): v is Value {
    return v === None || this.known.reader.has(v);
  }

  /** `StreamReaderProtocol.connection_made` */
  private connected(f: Frame): Value | undefined {
    const { known } = this;
    const { value: protocol } = f.s[this.cells.protocol] as PyCell;
    const { value: transport } = f.s[this.cells.transport] as PyCell;
    if (!known.protocol.has(protocol) || !known.transport.has(transport)) return undefined;
    const loop = ownAttr(protocol, '_loop');
    const ref = ownAttr(protocol, '_stream_reader_wr');
    const extra = getAttr(transport, '_extra');
    const callback = ownAttr(protocol, '_client_connected_cb');
    if (
      ownAttr(protocol, '_reject_connection') !== false ||
      !this.isUsual(loop) ||
      !(extra instanceof PyDict) ||
      extra.cls !== dictType ||
      !(callback === None || (this.loops.makesPlainTasks(loop) && isCoroutineFunction(callback)))
    )
      return undefined;
    const reader = ref instanceof PyWeakRef ? (ref.target ?? None) : ref;
    if (reader !== None && !(known.reader.has(reader) && ownAttr(reader, '_transport') === None)) return undefined;
    setAttr(protocol, '_transport', transport);
    if (reader !== None) setAttr(reader, '_transport', transport);
    setAttr(protocol, '_over_ssl', (extra.getStr('sslcontext') ?? None) !== None);
    if (callback !== None) this.serve(protocol, transport, reader, loop, f);
    return None;
  }

  /** The server's callback becomes a task. */
  private serve(protocol: PyInstance, transport: Value, reader: Value, loop: PyLoop, f: Frame): void {
    const writer = allocate(this.known.writer.cls);
    this.initWriter(writer, transport, protocol, reader, loop);
    f.pc = this.places.calling;
    const coroutine = call(ownAttr(protocol, '_client_connected_cb')!, [reader, writer]);
    f.pc = this.places.starting;
    const task = newTaskOf(coroutine, loop);
    setAttr(protocol, '_task', task);
    task.addCallback(this.whenDone(f), snapshotContext());
    setAttr(protocol, '_strong_reader', None);
  }

  private whenDone(f: Frame): PyFunction {
    const { callback, closure } = this;
    const cells = closure.map((slot) => f.s[slot] as PyCell);
    return new PyFunction(callback, f.globals, f.builtins, callback.qualname, cells);
  }

  private isUsual(loop: Value | undefined): loop is PyLoop {
    if (!this.loops.has(loop) || !this.names.areAsTheyWere || !this.loops.isUnwatched) return false;
    for (const each of this.classes) if (!each.isAsItWas || !each.isUnwatched) return false;
    return true;
  }
}

const newFuture = (loop: PyLoop): PyFuture => {
  const future = new PyFuture();
  future.init(loop);
  return future;
};

/** Calling it runs nothing yet. */
function isCoroutineFunction(v: Value | undefined): boolean {
  const fn = v instanceof PyMethod ? v.func : v;
  return fn instanceof PyFunction && execOf(fn.code).isCoroutine;
}
