/**
 * What the library runs to connect a socket to an address, natively where all is as usual: addresses that need no look-up,
 * beginning to connect, and being told that it is done.
 *
 * Owns: doing what the Python functions do, in the same order. What fails is raised where the Python function would raise it,
 * or left to it. Must not know: transports, streams.
 */
import { descriptors } from '../../host/descriptorEvents';
import { getAttr } from '../../objects/attributes';
import { None, tupleType } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { snapshotContext } from '../../objects/contextvars';
import { isError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { type PyFunction, PyMethod } from '../../objects/function';
import { typeLookup } from '../../objects/lookup';
import type { PyObject, PyType, Value } from '../../objects/object';
import { PyList, PyTuple } from '../../objects/values';
import { afterCall, beforeLoad, slotOf } from '../../vm/codePlaces';
import { execOf } from '../../vm/execCode';
import type { Frame } from '../../vm/frame';
import { Exit, leaving } from '../../vm/jit/exits';
import { shortcut, standInAnywhere } from '../../vm/shortcut';
import { futureType, PyFuture } from '../future';
import { handleType, PyHandle } from '../handle';
import { KnownClass, type KnownLoops, KnownNames } from './knownLibrary';
import { library } from '../library';
import type { PyLoop } from '../nativeLoop';

type Args = readonly (Value | undefined)[];

const INET = 2;
const STREAM = 1;
const TCP = 6;

interface Transports {
  /** No transport that isn't closing has this descriptor. */
  isFree(loop: PyLoop, fd: number): boolean;
}

export class ConnectingShortcuts {
  private readonly base = new KnownNames('asyncio.base_events', [
    '_ipaddr_info',
    '_check_ssl_socket',
    '_HAS_IPv6',
    'socket',
    'ssl',
  ]);
  private readonly selector = new KnownNames('asyncio.selector_events', ['functools', 'socket', 'base_events']);
  private readonly constants = new KnownNames('socket', [
    'inet_pton',
    'AF_INET',
    'AF_UNSPEC',
    'SOCK_STREAM',
    'SOCK_DGRAM',
    'IPPROTO_TCP',
  ]);
  private readonly socket = new KnownClass(library('socket', 'socket') as PyType, []);
  /** What `sock_connect` keeps of an address, and where it has it. */
  private readonly slots: Readonly<Record<'resolved' | 'ignored' | 'address', number>>;
  private readonly resolved: number;
  private readonly partial = library('functools', 'partial');

  constructor(
    private readonly loops: KnownLoops,
    private readonly transports: Transports,
    /** The class of these loops. */
    private readonly loop: PyType,
  ) {
    const method = (name: string): PyFunction => typeLookup(loop, name) as PyFunction;
    const connect = method('_sock_connect');
    const connecting = { fd: slotOf(connect.code, 'fd'), place: afterCall(connect.code, 'connect') };
    const connected = method('_sock_connect_cb');
    const place = afterCall(connected.code, 'set_result');
    const whole = method('sock_connect');
    const slots = ['resolved', '_', 'address'].map((name) => slotOf(whole.code, name));
    this.slots = { resolved: slots[0], ignored: slots[1], address: slots[2] };
    this.resolved = beforeLoad(whole.code, 'create_future') - 1;
    standInAnywhere(execOf(whole.code), (f) => this.begin(f));
    shortcut(this.base.get('_ipaddr_info'), (args) => this.addressInfo(args));
    shortcut(this.base.get('_check_ssl_socket'), ([sock]) => (this.socket.isSame(sock) ? None : undefined));
    shortcut(method('_ensure_resolved'), (args) => this.resolve(args));
    shortcut(connect, (args, f) => this.connect(args, f, connecting));
    shortcut(connected, (args, f) => this.finish(args, f, place));
    shortcut(method('_sock_write_done'), (args) => this.stopWatching(args));
  }

  /** `sock_connect`, until the socket's address is known: the Python code goes on there. */
  private begin(f: Frame): undefined | null {
    if (f.pc === 0) {
      const [loop, sock, address] = f.s;
      if (!this.loops.has(loop) || !this.socket.isSame(sock) || !isPair(address) || !this.isUntouched) return null;
      const { family, sockType, proto } = descriptors.socketNumbers(sock)!;
      if (family !== INET || sockType !== STREAM || !this.base.areAsTheyWere) return null;
      const { constants } = this;
      const type = constants.get('SOCK_STREAM');
      const info = this.addressInfo([...address.items, constants.get('AF_INET'), type, proto]);
      if (info === undefined) return null;
      f.s[this.slots.resolved] = new PyList([info]);
      f.s[this.slots.ignored] = info.items[3];
      f.s[this.slots.address] = info.items[4];
      f.pc = this.resolved;
    }
    leaving.exit = Exit.Interpret;
    return undefined;
  }

  /** `_ensure_resolved`, of what is an address. */
  private resolve([, address, family, type, proto]: Args): Value | undefined {
    if (!isPair(address) || !this.base.areAsTheyWere) return undefined;
    const [host, port] = address.items;
    const info = this.addressInfo([host, port, family, type, proto]);
    return info === undefined ? undefined : new PyList([info]);
  }

  /** `_ipaddr_info`, of addresses of IPv4 and numbers of ports. */
  private addressInfo([host, port, family, type, proto]: Args): PyTuple | undefined {
    const { constants } = this;
    const inet = constants.get('AF_INET')!;
    if (typeof host !== 'string' || typeof port !== 'number' || !/^\d+\.\d+\.\d+\.\d+$/.test(host)) return undefined;
    if (type !== constants.get('SOCK_STREAM') || (proto !== 0 && proto !== TCP)) return undefined;
    if (family !== 0 && family !== inet && family !== constants.get('AF_UNSPEC')) return undefined;
    if (!constants.areAsTheyWere || !this.base.areAsTheyWere) return undefined;
    try {
      call(constants.get('inet_pton')!, [inet, host]);
    } catch (e) {
      if (isError(e, Exc.OSError)) return undefined;
      throw e;
    }
    return new PyTuple([inet, type!, constants.get('IPPROTO_TCP')!, '', new PyTuple([host, port])]);
  }

  /** `_sock_connect`, of what takes its time. */
  private connect(
    [loop, future, sock, address]: Args,
    f: Frame,
    { fd: slot, place }: { fd: number; place: number },
  ): Value | undefined {
    if (!this.loops.has(loop) || !this.socket.isSame(sock) || !isPlainFuture(future)) return undefined;
    const { fd } = descriptors.socketNumbers(sock)!;
    if (!this.isUntouched || descriptors.quickStream(sock) === undefined || !this.transports.isFree(loop, fd))
      return undefined;
    f.s[slot] = fd;
    f.pc = place;
    try {
      call(getAttr(sock, 'connect'), [address!]);
    } catch (e) {
      // Whatever else it is, the Python code handles it.
      if (!isError(e, Exc.BlockingIOError)) throw e;
      this.watch(loop, future, sock, address!, fd);
      return None;
    }
    future.setResult(None);
    return None;
  }

  private watch(loop: PyLoop, future: PyFuture, sock: PyObject, address: Value, fd: number): void {
    const bound = (name: string): PyMethod => new PyMethod(typeLookup(this.loop, name)!, loop);
    const handle = call(getAttr(loop, '_add_writer'), [fd, bound('_sock_connect_cb'), future, sock, address]);
    future.addCallback(call(this.partial, [bound('_sock_write_done'), fd, handle], ['handle']), snapshotContext());
  }

  /** `_sock_connect_cb`, where it is connected. */
  private finish([loop, future, sock]: Args, f: Frame, place: number): Value | undefined {
    if (!this.loops.has(loop) || !this.socket.isSame(sock) || !isPlainFuture(future) || !this.isUntouched)
      return undefined;
    if (!future.pending) return None;
    if (descriptors.quickStream(sock)?.error !== 0) return undefined;
    f.pc = place;
    future.setResult(None);
    return None;
  }

  /** `_sock_write_done` */
  private stopWatching([loop, fd, , handle]: Args): Value | undefined {
    if (!this.loops.has(loop) || typeof fd !== 'number' || !isPlainHandle(handle)) return undefined;
    if (handle.cancelled) return None;
    if (!this.isUntouched || !this.transports.isFree(loop, fd)) return undefined;
    call(getAttr(loop, '_remove_writer'), [fd]);
    return None;
  }

  private get isUntouched(): boolean {
    return this.selector.areAsTheyWere && this.loops.isUnwatched;
  }
}

const isPair = (v: Value | undefined): v is PyTuple =>
  v instanceof PyTuple && v.cls === tupleType && v.items.length === 2;

const isPlainFuture = (v: Value | undefined): v is PyFuture =>
  v instanceof PyFuture && v.cls === futureType && v.dict === undefined;

const isPlainHandle = (v: Value | undefined): v is PyHandle => v instanceof PyHandle && v.cls === handleType;
