/**
 * Lets `\N{...}` be looked up in the oracle's unicodedata, so that the comparison does not depend on our own table.
 *
 * Owns: the bridge. Must not know: what is compared.
 */

import type { PyodideAPI } from 'pyodide';
import { setCharacterNameLookup } from '../runtime/syntax/characterNames';

export function useOracleNames(pyodide: PyodideAPI): void {
  pyodide.runPython(`
import unicodedata
def _lookup(name):
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return None
`);
  const globals = pyodide.globals as unknown as { get(name: string): unknown };
  const lookup = globals.get('_lookup') as (name: string) => string | undefined;
  setCharacterNameLookup((name) => lookup(name) ?? null);
}
