/**
 * The place that a warning is about: the caller's, so many frames up, without importlib's own and those left out by name.
 *
 * Owns: finding it, and the registry of its module. Goes by Python's names of attributes: the VM's frames are opaque here.
 * Must not know: what becomes of the warning.
 */
import { getAttr, lookupAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { PyDict } from '../objects/dict';
import { interp } from '../objects/interp';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { str } from '../objects/text';
import { intOf, strOf } from '../objects/values';

export interface WarningPlace {
  filename: Value;
  lineno: number;
  module: Value;
  registry: Value;
  sourceLine?: Value;
  source: Value;
}

function back(f: Value): Value | undefined {
  const b = lookupAttr(f, 'f_back');
  return b === undefined || b === None ? undefined : b;
}

function filenameOf(f: Value): string {
  return str(getAttr(getAttr(f, 'f_code'), 'co_filename'));
}

function isInternal(f: Value): boolean {
  const name = filenameOf(f);
  return name.includes('importlib') && name.includes('_bootstrap');
}

function nextExternal(f: Value | undefined, skip: readonly string[]): Value | undefined {
  do f = f === undefined ? undefined : back(f);
  while (f !== undefined && (isInternal(f) || skip.some((p) => filenameOf(f!).startsWith(p))));
  return f;
}

export function warningPlace(stackLevel: number, skip: readonly string[]): WarningPlace {
  let f: Value | undefined = interp().currentFrame();
  let level = stackLevel;
  if (level <= 0 || (f !== undefined && isInternal(f))) {
    while (--level > 0 && f !== undefined) f = back(f);
  } else {
    while (--level > 0 && f !== undefined) f = nextExternal(f, skip);
  }
  const globals = f === undefined ? sysState.sysDict! : (getAttr(f, 'f_globals') as PyDict);
  const filename = f === undefined ? '<sys>' : filenameOf(f);
  const lineno = f === undefined ? 0 : Number(intOf(getAttr(f, 'f_lineno')) ?? 0);
  let registry = globals.getStr('__warningregistry__');
  if (registry === undefined) globals.setStr('__warningregistry__', (registry = new PyDict()));
  const name = globals.getStr('__name__');
  return {
    filename,
    lineno,
    module: name === undefined || (name !== None && strOf(name) === undefined) ? '<string>' : name,
    registry,
    source: None,
  };
}
