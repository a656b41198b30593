/**
 * The constants of one code object, each once (CPython's merge_consts_recursive with its type-aware keys).
 *
 * Owns: numbering. Must not know: which instruction loads what.
 */
import type { Const } from '../bytecode/constant';

const floatView = new DataView(new ArrayBuffer(8));

/** Text for a float that tells 0.0 from -0.0 and keeps all NaNs equal. */
function floatKey(value: number): string {
  if (value === 0) {
    floatView.setFloat64(0, value);
    return floatView.getUint8(0) === 0 ? '0' : '-0';
  }
  return String(value);
}

/** Equal texts for constants that may share a slot; null for code objects, which never do. */
export function constantKey(value: Const): string | null {
  switch (value.type) {
    case 'None':
      return 'N';
    case 'Ellipsis':
      return 'E';
    case 'bool':
      return value.value ? 'T' : 'F';
    case 'int':
      return `i${value.value}`;
    case 'str':
      return `s${value.value}`;
    case 'float':
      return `f${floatKey(value.value)}`;
    case 'complex':
      return `c${floatKey(value.real ?? 0)},${floatKey(value.imag)}`;
    case 'bytes':
      return `b${value.value.join(',')}`;
    case 'tuple':
    case 'frozenset':
    case 'slice': {
      let key: string = value.type;
      for (const item of value.items) {
        const itemKey = constantKey(item);
        if (itemKey === null) return null;
        key += `(${itemKey.length}:${itemKey}`;
      }
      return key;
    }
    case 'code':
      return null;
  }
}

export class ConstantTable {
  readonly items: Const[] = [];
  private readonly index = new Map<string, number>();

  add(value: Const): number {
    const key = constantKey(value);
    if (key === null) return this.items.push(value) - 1;
    let index = this.index.get(key);
    if (index === undefined) {
      index = this.items.push(value) - 1;
      this.index.set(key, index);
    }
    return index;
  }
}

export const NONE: Const = { type: 'None' };

export function strConst(value: string): Const {
  return { type: 'str', value };
}

export function intConst(value: number): Const {
  return { type: 'int', value };
}

export function strTuple(names: string[]): Const {
  return { type: 'tuple', items: names.map(strConst) };
}
