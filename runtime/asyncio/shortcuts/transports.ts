/**
 * What the library runs to make a transport of a connected socket, natively where all is as usual.
 *
 * Owns: doing what the Python functions do, in the same order, with the same attributes and handles. Where a class, an object
 * or the loop has ways of its own, the Python code does it. Must not know: streams, how sockets are connected.
 */
import { descriptors } from '../../host/descriptorEvents';
import { genericGetAttr, getAttr, setAttr } from '../../objects/attributes';
import { dictType, None, objectType } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { snapshotContext } from '../../objects/contextvars';
import { PyDict } from '../../objects/dict';
import { isError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { PyFunction, PyMethod } from '../../objects/function';
import { ownAttr } from '../../objects/inlineValues';
import { typeLookup } from '../../objects/lookup';
import { isSubtype, type PyInstance, PyObject, type PyType, type Value } from '../../objects/object';
import { setAdd } from '../../objects/hashErrors';
import { allocate } from '../../objects/typeObject';
import { PySet, PyTuple } from '../../objects/values';
import { newWeakref, PyWeakRef, weakrefType } from '../../objects/weakref';
import { afterCall } from '../../vm/codePlaces';
import type { Frame } from '../../vm/frame';
import { shortcut } from '../../vm/shortcut';
import { futureType, PyFuture } from '../future';
import { KnownClass, type KnownLoops, KnownNames } from './knownLibrary';
import { library } from '../library';
import { callSoon, type PyLoop } from '../nativeLoop';

type Args = readonly (Value | undefined)[];

const INET = [2, 10];
const STREAM = 1;
const TCP = 6;
const TCP_NODELAY = 1;
/** `_FlowControlMixin._set_write_buffer_limits` */
const HIGH_WATER = 64 * 1024;

const knownClass = (module: string, name: string, methods: readonly string[]): KnownClass =>
  new KnownClass(library(module, name) as PyType, methods);

export class TransportShortcuts {
  private readonly names = [
    new KnownNames('asyncio.selector_events', [
      '_SelectorSocketTransport',
      '_HAS_SENDMSG',
      'trsock',
      'collections',
      'protocols',
      'base_events',
      'futures',
    ]),
    new KnownNames('asyncio.base_events', ['_set_nodelay', 'socket']),
    new KnownNames('asyncio.protocols', ['BufferedProtocol']),
    new KnownNames('asyncio.trsock', ['TransportSocket']),
    new KnownNames('asyncio.futures', ['_set_result_unless_cancelled']),
    new KnownNames('weakref', ['KeyedRef']),
    new KnownNames('_weakrefset', ['ref']),
  ];
  private readonly transport = knownClass('asyncio.selector_events', '_SelectorSocketTransport', [
    '__init__',
    'set_protocol',
    '_read_ready',
    '_read_ready__data_received',
    '_add_reader',
    'is_reading',
    'is_closing',
    '_write_sendmsg',
    '_set_write_buffer_limits',
  ]);
  private readonly bases = [
    knownClass('asyncio.selector_events', '_SelectorTransport', ['__init__', 'set_protocol']),
    knownClass('asyncio.transports', '_FlowControlMixin', ['__init__']),
    knownClass('asyncio.transports', 'BaseTransport', ['__init__']),
  ];
  private readonly socket = knownClass('socket', 'socket', ['family', 'type']);
  private readonly shown = knownClass('asyncio.trsock', 'TransportSocket', ['__init__']);
  private readonly server = knownClass('asyncio.base_events', 'Server', ['_attach']);
  private readonly weakValues = knownClass('weakref', 'WeakValueDictionary', ['get', '__setitem__']);
  private readonly keyedRef = knownClass('weakref', 'KeyedRef', ['__new__', '__init__']);
  private readonly weakSet = knownClass('_weakrefset', 'WeakSet', ['add']);
  private readonly buffered = library('asyncio.protocols', 'BufferedProtocol') as PyType;
  private readonly setResult = library('asyncio.futures', '_set_result_unless_cancelled') as PyFunction;
  private readonly deque = library('collections', 'deque');
  private readonly settingResult = afterCall(this.setResult.code, 'set_result');

  constructor(private readonly loops: KnownLoops) {
    const made = getAttr(library('asyncio.selector_events', 'BaseSelectorEventLoop'), '_make_socket_transport');
    const adding = this.transport.method('_add_reader') as PyFunction;
    const place = afterCall(adding.code, '_add_reader');
    shortcut(made, (args) => this.makeTransport(args));
    shortcut(adding, (args, f) => this.addReader(args, f, place));
    shortcut(this.setResult, ([future, result], f) => this.setFutureResult(future, result, f));
  }

  /** `_make_socket_transport`, and all that makes a _SelectorSocketTransport. */
  private makeTransport([loop, sock, protocol, waiter, given, server]: Args): Value | undefined {
    if (!this.loops.has(loop) || !this.socket.isSame(sock) || !this.isUsualProtocol(protocol)) return undefined;
    const { fd, family, sockType, proto } = descriptors.socketNumbers(sock)!;
    const transports = this.refsOf(loop);
    if (
      descriptors.quickStream(sock) === undefined ||
      !isPlainFuture(waiter) ||
      !(given === None || isDict(given)) ||
      !(server === None || this.takesClients(server)) ||
      transports === undefined ||
      !this.isFreeIn(transports.data, fd) ||
      !this.isUntouched
    )
      return undefined;
    const transport = allocate(this.transport.cls) as PyInstance;
    const extra = given === None ? new PyDict() : (given as PyDict);
    setAttr(transport, '_read_ready_cb', None);
    setAttr(transport, '_extra', extra);
    setAttr(transport, '_loop', loop);
    setAttr(transport, '_protocol_paused', false);
    setAttr(transport, '_high_water', HIGH_WATER);
    setAttr(transport, '_low_water', HIGH_WATER / 4);
    extra.setStr('socket', this.show(sock));
    extra.setStr('sockname', nameOrNone(sock, 'getsockname'));
    if (extra.getStr('peername') === undefined) extra.setStr('peername', nameOrNone(sock, 'getpeername'));
    setAttr(transport, '_sock', sock);
    setAttr(transport, '_sock_fd', fd);
    setAttr(transport, '_protocol_connected', false);
    setAttr(transport, '_read_ready_cb', this.bound('_read_ready__data_received', transport));
    setAttr(transport, '_protocol', protocol);
    setAttr(transport, '_protocol_connected', true);
    setAttr(transport, '_server', server!);
    setAttr(transport, '_buffer', call(this.deque));
    setAttr(transport, '_conn_lost', 0);
    setAttr(transport, '_closing', false);
    setAttr(transport, '_paused', false);
    if (server !== None) this.attach(server as PyInstance, transport);
    const ref = newWeakref(this.keyedRef.cls, transport, transports.remove);
    setAttr(ref, 'key', fd);
    transports.data.set(fd, ref);
    setAttr(transport, '_eof', false);
    setAttr(transport, '_empty_waiter', None);
    setAttr(transport, '_write_ready', this.bound('_write_sendmsg', transport));
    if (INET.includes(family) && sockType === STREAM && proto === TCP)
      call(getAttr(sock, 'setsockopt'), [TCP, TCP_NODELAY, 1]);
    callSoon(loop, getAttr(protocol, 'connection_made'), [transport], snapshotContext());
    const reading = this.bound('_add_reader', transport);
    callSoon(loop, reading, [fd, this.bound('_read_ready', transport)], snapshotContext());
    if (waiter !== None) callSoon(loop, this.setResult, [waiter!, None], snapshotContext());
    return transport;
  }

  private bound(method: string, transport: PyInstance): PyMethod {
    return new PyMethod(this.transport.method(method)!, transport);
  }

  /** The TransportSocket that `get_extra_info('socket')` gives. */
  private show(sock: PyObject): PyObject {
    const shown = allocate(this.shown.cls);
    setAttr(shown, '_sock', sock);
    return shown;
  }

  /** Reads by bytes that it is given, and has no ways of its own to say how. */
  private isUsualProtocol(v: Value | undefined): v is PyObject {
    if (!(v instanceof PyObject) || v.cls.tp_getattro !== genericGetAttr || isSubtype(v.cls, this.buffered))
      return false;
    return (
      typeLookup(v.cls, '__class__') === typeLookup(objectType, '__class__') &&
      typeLookup(v.cls, 'connection_made') instanceof PyFunction &&
      ownAttr(v, 'connection_made') === undefined
    );
  }

  /** What is in `loop._transports`. */
  private refsOf(loop: PyLoop): { data: PyDict; remove: Value } | undefined {
    const transports = loop.dict?.getStr('_transports');
    if (!this.weakValues.has(transports)) return undefined;
    const data = ownAttr(transports, 'data');
    const remove = ownAttr(transports, '_remove');
    return isDict(data) && remove !== undefined ? { data, remove } : undefined;
  }

  /** `_ensure_fd_no_transport` has nothing to say. */
  private isFreeIn(data: PyDict, fd: number): boolean {
    if (fd < 0) return false;
    const ref = data.get(fd);
    if (ref === undefined) return true;
    if (!(ref instanceof PyWeakRef)) return false;
    const { target } = ref;
    return target === undefined || (this.transport.has(target) && ownAttr(target, '_closing') === true);
  }

  /** The same of a loop. */
  isFree(loop: PyLoop, fd: number): boolean {
    const transports = this.refsOf(loop);
    return transports !== undefined && this.isFreeIn(transports.data, fd) && this.isUntouched;
  }

  private takesClients(server: Value | undefined): boolean {
    if (!this.server.has(server) || ownAttr(server, '_sockets') === None) return false;
    const clients = ownAttr(server, '_clients');
    return this.weakSet.has(clients) && ownAttr(clients, 'data') instanceof PySet;
  }

  /** `Server._attach` */
  private attach(server: PyInstance, transport: PyInstance): void {
    const clients = ownAttr(server, '_clients') as PyInstance;
    setAdd(ownAttr(clients, 'data') as PySet, newWeakref(weakrefType, transport, ownAttr(clients, '_remove')));
  }

  private addReader([transport, fd, callback, further]: Args, f: Frame, place: number): Value | undefined {
    if (!this.transport.has(transport) || !(further instanceof PyTuple) || further.items.length > 0) return undefined;
    const loop = getAttr(transport, '_loop');
    if (ownAttr(transport, '_closing') !== false || ownAttr(transport, '_paused') !== false) return undefined;
    if (!this.loops.has(loop) || !this.transport.isUnwatched) return undefined;
    f.pc = place;
    call(getAttr(loop, '_add_reader'), [fd!, callback!]);
    return None;
  }

  private setFutureResult(future: Value | undefined, result: Value | undefined, f: Frame): Value | undefined {
    if (future === None || !isPlainFuture(future)) return undefined;
    const { pending, state } = future as PyFuture;
    if (state === 'CANCELLED') return None;
    if (!pending) return undefined;
    f.pc = this.settingResult;
    (future as PyFuture).setResult(result!);
    return None;
  }

  private get isUntouched(): boolean {
    for (const each of this.names) if (!each.areAsTheyWere) return false;
    for (const each of this.bases) if (!each.isAsItWas || !each.isUnwatched) return false;
    const { transport, shown, server, weakValues, keyedRef, weakSet } = this;
    for (const each of [transport, shown, server, weakValues, keyedRef, weakSet])
      if (!each.isAsItWas || !each.isUnwatched) return false;
    return this.socket.isUnwatched && this.loops.isUnwatched;
  }
}

const isDict = (v: Value | undefined): v is PyDict => v instanceof PyDict && v.cls === dictType;

/** None, or a future of the loop's own making. */
const isPlainFuture = (v: Value | undefined): boolean =>
  v === None || (v instanceof PyFuture && v.cls === futureType && v.dict === undefined);

/** `sock.getsockname()`, or None where that is an OSError. */
function nameOrNone(sock: PyObject, method: string): Value {
  try {
    return call(getAttr(sock, method));
  } catch (e) {
    if (isError(e, Exc.OSError)) return None;
    throw e;
  }
}
