/**
 * The library as native code knows it: classes, instances, loops and modules that are as they were when they were imported.
 *
 * Owns: telling whether they still are. Must not know: what for.
 */
import { None } from '../../objects/builtinTypes';
import { PyProperty } from '../../objects/descriptors';
import type { PyDict } from '../../objects/dict';
import { typeLookup } from '../../objects/lookup';
import { PyInstance, PyObject, type PyType, type Value } from '../../objects/object';
import type { Shape } from '../../objects/shape';
import { PyModule } from '../../objects/values';
import { LeftOut } from '../../vm/shortcut';
import { libraryModule } from '../library';
import { PyLoop } from '../nativeLoop';

/** A class as the library has made it, and instances that have no method of their own. */
export class KnownClass {
  private readonly version: number;
  private readonly leftOut: LeftOut;
  private shape: Shape | null = null;

  constructor(
    readonly cls: PyType,
    private readonly methods: readonly string[],
  ) {
    this.version = cls.version;
    this.leftOut = new LeftOut(
      methods.map((name) => {
        const method = this.method(name);
        return method instanceof PyProperty ? method.fget : method;
      }),
    );
  }

  method(name: string): Value | undefined {
    return typeLookup(this.cls, name);
  }

  get isAsItWas(): boolean {
    return this.cls.version === this.version;
  }

  has(v: Value | undefined): v is PyInstance {
    if (!(v instanceof PyInstance) || v.cls !== this.cls || !this.isAsItWas) return false;
    const { inlineShape: shape } = v;
    if (shape === null) return false;
    if (shape === this.shape) return true;
    for (const name of this.methods) if (shape.find(name) >= 0) return false;
    this.shape = shape;
    return true;
  }

  isSame(o: Value | undefined): o is PyObject {
    return o instanceof PyObject && o.cls === this.cls && this.isAsItWas;
  }

  /** No breakpoint, no step in what is left out. */
  get isUnwatched(): boolean {
    return this.leftOut.isUnwatched;
  }
}

/** Names of a module that its functions look up as they run. */
export class KnownNames {
  private readonly dict: PyDict | undefined;
  private readonly values: readonly (Value | undefined)[];
  private readonly leftOut: LeftOut;

  constructor(
    module: string,
    private readonly names: readonly string[],
  ) {
    const found = libraryModule(module);
    this.dict = found instanceof PyModule ? found.dict : undefined;
    this.values = names.map((name) => this.get(name));
    this.leftOut = new LeftOut(this.values);
  }

  get(name: string): Value | undefined {
    return this.dict?.getStr(name);
  }

  /** They stand for what they stood for, and nobody looks into the functions among them. */
  get areAsTheyWere(): boolean {
    const { dict, names, values } = this;
    if (dict === undefined || !this.leftOut.isUnwatched) return false;
    for (let i = 0; i < names.length; i++) if (dict.getStr(names[i]) !== values[i]) return false;
    return true;
  }
}

/** Loops of our own class, without debug mode and without methods of their own. */
export class KnownLoops {
  private readonly known: KnownClass;
  private layout: unknown = undefined;

  constructor(
    cls: PyType,
    private readonly methods: readonly string[],
  ) {
    this.known = new KnownClass(cls, methods);
  }

  has(v: Value | undefined): v is PyLoop {
    if (!(v instanceof PyLoop) || !this.known.isSame(v) || v.debug || v.closed) return false;
    const layout = v.dict?.cacheLayout();
    if (layout === undefined) return false;
    if (layout === this.layout) return true;
    for (const name of this.methods) if (v.dict!.has(name)) return false;
    this.layout = layout;
    return true;
  }

  get isUnwatched(): boolean {
    return this.known.isUnwatched;
  }

  /** Makes tasks as every loop of ours does. */
  makesPlainTasks(loop: PyLoop): boolean {
    const factory = loop.dict?.getStr('_task_factory');
    return factory === undefined || factory === None;
  }
}
