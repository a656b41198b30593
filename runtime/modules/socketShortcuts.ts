/**
 * The library's socket module, faster: what its class does for each connection that is made or accepted, and whenever
 * somebody asks for a socket's family or type.
 *
 * Owns: doing what the Python functions do, in the same order, for sockets of that class itself. What the kernel refuses is
 * raised where the Python function would raise it. Must not know: asyncio.
 */
import { getAttr, setAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { type PyProperty } from '../objects/descriptors';
import { PyDict } from '../objects/dict';
import { type PyFunction } from '../objects/function';
import { typeLookup } from '../objects/lookup';
import { type PyType, type Value } from '../objects/object';
import { allocate } from '../objects/typeObject';
import { type PyModule, PyTuple } from '../objects/values';
import { afterCall } from '../vm/codePlaces';
import type { Frame } from '../vm/frame';
import { LeftOut, shortcut } from '../vm/shortcut';
import { afterExecution } from './library';
import { defaults, PySocket, socketType } from './socket/pySocket';

type Args = readonly (Value | undefined)[];

/** The module's names that its functions look up as they run. */
const USED = ['_socket', 'socket', '_intenum_converter', 'AddressFamily', 'SocketKind', 'getdefaulttimeout'];

class SocketModule {
  private readonly names: PyDict;
  private readonly used: readonly (Value | undefined)[];
  private readonly cls: PyType;
  private readonly families: PyType;
  private readonly kinds: PyType;
  /** Of the classes whose methods are taken for known. */
  private readonly versions: readonly (readonly [PyType, number])[];
  private readonly leftOut: LeftOut;
  private readonly accepting: Value;
  private readonly places: Readonly<Record<'making' | 'accepting' | 'wrapping', number>>;

  constructor(module: PyModule) {
    this.names = module.dict;
    this.used = USED.map((name) => this.names.getStr(name));
    this.cls = this.names.getStr('socket') as PyType;
    this.families = this.names.getStr('AddressFamily') as PyType;
    this.kinds = this.names.getStr('SocketKind') as PyType;
    const { cls, families, kinds } = this;
    this.versions = [cls, families, kinds, families.cls].map((t) => [t, t.version] as const);
    const [family, type] = ['family', 'type'].map((name) => (cls.attrs.getStr(name) as PyProperty).fget);
    const [init, accept] = ['__init__', 'accept'].map((name) => cls.attrs.getStr(name) as PyFunction);
    this.leftOut = new LeftOut([
      family,
      type,
      init,
      this.names.getStr('_intenum_converter'),
      typeLookup(families.cls, '__call__'),
      getAttr(families, '__new__'),
    ]);
    this.accepting = typeLookup(socketType, '_accept')!;
    this.places = {
      making: afterCall(init.code, '__init__'),
      accepting: afterCall(accept.code, '_accept'),
      wrapping: afterCall(accept.code, 'socket'),
    };
    shortcut(family, ([s]) => (this.isOwn(s) ? this.member(families, s.family) : undefined));
    shortcut(type, ([s]) => (this.isOwn(s) ? this.member(kinds, s.sockType) : undefined));
    shortcut(init, (args, f) => this.make(args, f));
    shortcut(accept, ([s], f) => this.accept(s, f));
  }

  /** A socket of the library's class, and all as it was. */
  private isOwn(s: Value | undefined): s is PySocket {
    if (!(s instanceof PySocket) || s.cls !== this.cls || !this.leftOut.isUnwatched) return false;
    for (const [type, version] of this.versions) if (type.version !== version) return false;
    for (let i = 0; i < USED.length; i++) if (this.names.getStr(USED[i]) !== this.used[i]) return false;
    return true;
  }

  /** `_intenum_converter`, of numbers that have a name. */
  private member(of: PyType, value: number): Value | undefined {
    const members = of.attrs.getStr('_value2member_map_');
    return members instanceof PyDict ? members.get(value) : undefined;
  }

  private isNumber(v: Value | undefined): boolean {
    return typeof v === 'number' || (typeof v === 'object' && (v.cls === this.families || v.cls === this.kinds));
  }

  private make([s, family, type, proto, fileno]: Args, f: Frame): Value | undefined {
    if (!this.isNumber(family) || !this.isNumber(type) || !this.isNumber(proto) || !this.isOwn(s)) return undefined;
    f.pc = this.places.making;
    this.init(s, [family!, type!, proto!, fileno!]);
    return None;
  }

  private init(s: PySocket, args: Value[]): void {
    socketType.tp_init!(s, args, null);
    setAttr(s, '_io_refs', 0);
    setAttr(s, '_closed', false);
  }

  private accept(s: Value | undefined, f: Frame): Value | undefined {
    if (!this.isOwn(s)) return undefined;
    f.pc = this.places.accepting;
    const [fd, address] = (call(this.accepting, [s]) as PyTuple).items;
    f.pc = this.places.wrapping;
    const accepted = allocate(this.cls) as PySocket;
    this.init(accepted, [s.family, s.sockType, s.proto, fd]);
    if (defaults.timeout === null && s.timeout !== null && s.timeout !== 0)
      call(getAttr(accepted, 'setblocking'), [true]);
    return new PyTuple([accepted, address]);
  }
}

afterExecution.set('socket', (module) => {
  new SocketModule(module);
});
