/**
 * The mark phase: everything that can be reached from the VM's roots.
 *
 * Owns: the traversal. Objects are looked through field by field, so that a new kind of object needs nothing done here;
 * the commonest kinds have a short cut. Values captured by JavaScript closures can't be seen: what Python code can reach
 * must be in fields.
 */
import { Code } from '../../bytecode/code';
import { PyDict } from '../../objects/dict';
import { gcRoots } from '../../objects/finalizable';
import { PyCode, PyFunction } from '../../objects/function';
import { fieldValues } from '../../objects/inlineValues';
import { PyInstance, PyObject, PyType } from '../../objects/object';
import { PyBytes, PyCell, PyFloat, PyList, PyTuple } from '../../objects/values';
import { PyWeakRef } from '../../objects/weakref';
import { ExecCode } from '../../vm/execCode';
import { Frame } from '../../vm/frame';
import { ts } from '../../vm/thread';
import { GenState } from '../../vm/generator';

/** Objects whose fields refer weakly: not looked through. */
const opaque = new WeakSet<object>();

export function treatAsWeak(o: object): void {
  opaque.add(o);
}

export function isWeak(o: object): boolean {
  return o instanceof WeakMap || o instanceof WeakSet || opaque.has(o);
}

export class Marker {
  readonly reached = new Set<object>();
  private readonly stack: object[] = [];

  push(v: unknown): void {
    if (typeof v !== 'object' || v === null || this.reached.has(v)) return;
    this.reached.add(v);
    this.stack.push(v);
  }

  private pushAll(items: readonly unknown[]): void {
    for (let i = 0; i < items.length; i++) {
      const v = items[i];
      if (typeof v === 'object') this.push(v);
    }
  }

  /** Marks all that can be reached from what was pushed. */
  run(): void {
    for (;;) {
      const o = this.stack.pop();
      if (o === undefined) return;
      this.visit(o);
    }
  }

  private visit(o: object): void {
    if (o instanceof PyObject) this.visitPython(o);
    else if (Array.isArray(o)) this.pushAll(o);
    else if (o instanceof Map) {
      for (const [k, v] of o) {
        this.push(k);
        this.push(v);
      }
    } else if (o instanceof Set) for (const v of o) this.push(v);
    else if (o instanceof Code || o instanceof ExecCode || ArrayBuffer.isView(o) || isWeak(o)) return;
    else for (const v of Object.values(o)) this.push(v);
  }

  protected visitPython(o: PyObject): void {
    this.push(o.cls);
    if (o instanceof PyDict) {
      const d = o as unknown as { keys: unknown[]; vals: unknown[] };
      this.pushAll(d.keys);
      this.pushAll(d.vals);
      if (o.dict !== undefined) this.push(o.dict);
      return;
    }
    if (o instanceof PyTuple || o instanceof PyList) this.pushAll(o.items);
    else if (o instanceof PyFunction) this.visitFunction(o);
    else if (o instanceof PyType) this.visitType(o);
    else if (o instanceof Frame) this.visitFrame(o);
    else if (o instanceof PyCell) this.push(o.value);
    else if (o instanceof PyWeakRef) this.push(o.callback);
    else if (o instanceof PyInstance) this.pushAll(fieldValues(o));
    else if (!(o instanceof PyFloat || o instanceof PyBytes || o instanceof PyCode || opaque.has(o))) {
      const { weakFields } = o as { weakFields?: ReadonlySet<string> };
      for (const key of Object.keys(o))
        if (key !== 'weakrefs' && weakFields?.has(key) !== true)
          this.push((o as unknown as Record<string, unknown>)[key]);
      return;
    }
    if (o.dict !== undefined) this.push(o.dict);
    if (o.slotv !== undefined) this.push(o.slotv);
  }

  private visitFunction(f: PyFunction): void {
    this.push(f.globals);
    this.push(f.builtins);
    this.push(f.closure);
    this.push(f.defaults);
    this.push(f.kwdefaults);
    this.push(f.doc);
    this.push(f.annotate);
    this.push(f.annotations);
    this.push(f.typeParams);
  }

  /** Subclasses are known weakly; caches hold nothing that isn't elsewhere. */
  private visitType(t: PyType): void {
    this.push(t.attrs);
    this.pushAll(t.bases);
    this.pushAll(t.mro);
  }

  /** Up to the top of the stack, where a native call's arguments stand while it runs; above it lie forgotten values. */
  private visitFrame(f: Frame): void {
    const { s, sp } = f;
    for (let i = 0; i < sp; i++) {
      const v = s[i];
      if (typeof v === 'object') this.push(v);
    }
    for (const v of [
      f.back,
      f.globals,
      f.builtins,
      f.locals,
      // A frame that does not run keeps no generator alive.
      f.gen?.state === GenState.Running ? f.gen : null,
      f.delegate,
      f.instance,
      f.excBefore,
      f.fn,
      f.trace,
      f.extraLocals,
    ])
      this.push(v);
  }
}

/** Everything alive. */
export function markAll(): Marker {
  // Made by an instruction that is over.
  ts.fresh = ts.freshFrame = null;
  const m = new Marker();
  for (const root of gcRoots) m.push(root());
  m.run();
  return m;
}
