/**
 * The command line's arguments and environment where they aren't UTF-8: Node has replaced the bytes, the system still has
 * them. They come as Python's file names do (surrogateescape).
 *
 * Owns: reading them again, on Linux; elsewhere they are as Node gives them.
 */
import { readFileSync } from 'node:fs';
import { decodeFs } from '../runtime/index';

const REPLACED = '\ufffd';

/** The strings of a file in which each ends with a null byte; none where there is no such file. */
function stringsOf(file: string): string[] {
  try {
    const data = readFileSync(file);
    const out: string[] = [];
    let begin = 0;
    for (let end = data.indexOf(0); end >= 0; end = data.indexOf(0, begin)) {
      out.push(decodeFs(data.subarray(begin, end)));
      begin = end + 1;
    }
    return out;
  } catch {
    return [];
  }
}

/** `args` are the last ones that the process was started with. */
export function givenArguments(args: string[]): string[] {
  if (!args.some((arg) => arg.includes(REPLACED))) return args;
  const all = stringsOf('/proc/self/cmdline');
  return all.length < args.length ? args : all.slice(all.length - args.length);
}

export function givenEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const replaced = entries.some(([name, value]) => name.includes(REPLACED) || value.includes(REPLACED));
  const all = replaced ? stringsOf('/proc/self/environ') : [];
  if (all.length === 0) return Object.fromEntries(entries);
  return Object.fromEntries(
    all
      .filter((entry) => entry.includes('=', 1))
      .map((entry) => {
        const at = entry.indexOf('=', 1);
        return [entry.slice(0, at), entry.slice(at + 1)];
      }),
  );
}
