/**
 * The Variables view: scopes, values and their children, by reference numbers that live as long as the stop.
 *
 * Owns: references, pages, setting. Must not know: which frames there are.
 */
import type { PyDict } from '../objects/dict';
import type { Value } from '../objects/object';
import type { Frame } from '../vm/frame';
import { frameSlots } from '../introspect/frameSlots';
import type { ScopeInfo, ValueInfo, VariableInfo } from './agentProtocol';
import { AgentError } from './agentProtocol';
import type { Child } from './children';
import { childrenOf, dictChildren, isSpecialName } from './children';
import { slotPlace } from './findPlace';
import { namespaceOf } from './frameScope';
import type { Row } from './changeRows';
import { Handles } from './handles';
import { failureText, typeName, valueText } from './valueText';
import type { WatchedPlace } from './watchedPlace';

type Container =
  | { kind: 'scope'; children: () => Child[] }
  /** Texts that are no variables. */
  | { kind: 'rows'; rows: readonly Row[] }
  | { kind: 'value'; value: Value; expression: string | null }
  /** A property: its one child is what it gives. */
  | { kind: 'lazy'; name: string; get: () => Value; expression: string | null };

const VALUE_LIMIT = 200;

export class VariableStore {
  private readonly containers = new Handles<Container>(1);

  clear(): void {
    this.containers.clear();
  }

  /** `changed`: what is shown as "Changed while suspended". */
  scopes(frame: Frame, changed: readonly Row[] = []): ScopeInfo[] {
    const namespace = namespaceOf(frame);
    const scopes: ScopeInfo[] = [];
    const add = (name: string, kind: ScopeInfo['kind'], expensive: boolean, children: () => Child[]): void => {
      const named = children().length;
      if (named === 0 && kind === 'other') return;
      scopes.push({ name, kind, named, expensive, reference: this.containers.add({ kind: 'scope', children }) });
    };
    if (namespace !== frame.globals) {
      add('Locals', 'locals', false, () => (namespace ? namespaceChildren(namespace) : slotChildren(frame, 'local')));
      add('Closure', 'other', false, () => slotChildren(frame, 'free'));
    }
    if (changed.length > 0) {
      const reference = this.containers.add({ kind: 'rows', rows: changed });
      const { length: named } = changed;
      scopes.push({ name: 'Changed while suspended', kind: 'other', named, expensive: false, reference });
    }
    add('Globals', 'globals', namespace !== frame.globals, () => namespaceChildren(frame.globals));
    return scopes;
  }

  variables(
    reference: number,
    filter: 'named' | 'indexed' | null,
    start: number,
    count: number,
    hex: boolean,
  ): VariableInfo[] {
    const container = this.container(reference);
    switch (container.kind) {
      case 'scope':
        return page(container.children(), start, count).map((child) => this.variable(child, '', hex));
      case 'rows':
        return page([...container.rows], start, count).map((row) => this.row(row, hex));
      case 'lazy': {
        const { name, get, expression } = container;
        return [this.guarded(name, () => ({ ...this.value(get(), hex, expression), name }))];
      }
      case 'value': {
        const { value, expression } = container;
        const children = childrenOf(value);
        const many = count > 0 ? count : Infinity;
        const found: Child[] = [];
        if (filter !== 'named') found.push(...children.indexedChildren(start, Math.min(many, children.indexed)));
        if (filter !== 'indexed')
          found.push(...(filter === 'named' ? page(children.namedChildren(), start, count) : children.namedChildren()));
        return found.map((child) => this.variable(child, expression, hex));
      }
    }
  }

  setVariable(reference: number, name: string, value: Value, hex: boolean): ValueInfo {
    const child = this.children(this.container(reference)).find((candidate) => candidate.name === name);
    if (!child) throw new AgentError(`there is no '${name}' here`);
    if (!child.set) throw new AgentError(`'${name}' can't be changed`);
    child.set(value);
    return this.value(value, hex, null);
  }

  /** Where the child of a scope or value is kept, and what to call it; null where it can't be watched. */
  placeOf(reference: number, name: string): { place: WatchedPlace; what: string } | null {
    const container = this.container(reference);
    const child = this.children(container).find((candidate) => candidate.name === name);
    if (!child?.place || container.kind === 'rows') return null;
    const parent = container.kind === 'scope' ? '' : container.expression;
    return { place: child.place, what: parent === null || child.suffix === null ? name : `${parent}${child.suffix}` };
  }

  /** A value to be shown, with a reference if it has children. */
  value(value: Value, hex: boolean, expression: string | null, limit = VALUE_LIMIT): ValueInfo {
    const { indexed, named } = childrenOf(value);
    const reference = indexed + named > 0 ? this.containers.add({ kind: 'value', value, expression }) : 0;
    return { value: valueText(value, { limit, hex }), type: typeName(value), reference, named, indexed };
  }

  private container(reference: number): Container {
    const container = this.containers.get(reference);
    if (!container) throw new AgentError('the program has gone on since; there are no such variables any more');
    return container;
  }

  private children(container: Container): Child[] {
    if (container.kind === 'scope') return container.children();
    if (container.kind === 'lazy' || container.kind === 'rows') return [];
    const { indexed, indexedChildren, namedChildren } = childrenOf(container.value);
    return [...indexedChildren(0, indexed), ...namedChildren()];
  }

  private variable(child: Child, parent: string | null, hex: boolean): VariableInfo {
    const expression = parent === null || child.suffix === null ? null : `${parent}${child.suffix}`;
    const extras = {
      name: child.name,
      kind: child.kind,
      ...(expression === null ? {} : { evaluateName: expression }),
      ...(child.set ? {} : { readOnly: true }),
    };
    const { get, value } = child;
    if (get) {
      const reference = this.containers.add({ kind: 'lazy', name: child.name, get, expression });
      return { ...extras, value: '', type: '', reference, named: 1, indexed: 0, lazy: true };
    }
    return this.guarded(child.name, () => ({ ...this.value(value!, hex, expression), ...extras }));
  }

  private row({ name, text, value, rows = [] }: Row, hex: boolean): VariableInfo {
    const extras = { name, readOnly: true, kind: 'virtual' as const };
    if (value !== undefined) return { ...this.value(value, hex, null), ...extras };
    const reference = rows.length > 0 ? this.containers.add({ kind: 'rows', rows }) : 0;
    return { value: text, type: '', reference, named: rows.length, indexed: 0, ...extras };
  }

  private guarded(name: string, make: () => VariableInfo): VariableInfo {
    try {
      return make();
    } catch (error) {
      return { name, value: `<${failureText(error)}>`, type: '', reference: 0, named: 0, indexed: 0, readOnly: true };
    }
  }
}

function page<T>(children: T[], start: number, count: number): T[] {
  return children.slice(start, count > 0 ? start + count : undefined);
}

function slotChildren(frame: Frame, which: 'local' | 'free'): Child[] {
  const children: Child[] = [];
  for (const slot of frameSlots(frame, which)) {
    const { name, value, set } = slot;
    // Names such as `.0` are the compiler's own.
    if (value === undefined || name.startsWith('.')) continue;
    children.push({ name, value, suffix: name, kind: 'data', set, place: slotPlace(frame, slot) });
  }
  if (which === 'local' && frame.extraLocals) children.push(...namespaceChildren(frame.extraLocals));
  return children;
}

function namespaceChildren(namespace: PyDict): Child[] {
  return dictChildren(
    namespace,
    (name) => !isSpecialName(name),
    (name) => name,
  );
}
