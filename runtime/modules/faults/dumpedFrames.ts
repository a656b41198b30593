/**
 * Tracebacks as `faulthandler` writes them: names, lines and functions only, in ASCII, the innermost frame first.
 */
import type { Frame } from '../../vm/frame';
import { ts } from '../../vm/thread';
import { isCollecting } from '../gc/collect';
import { threads, type ThreadState } from '../threads';

const MOST_FRAMES = 100;
const MOST_THREADS = 100;
const LONGEST_NAME = 500;

function escaped(c: string): string {
  const n = c.codePointAt(0)!;
  const digits = n.toString(16);
  return n < 0x100 ? `\\x${digits.padStart(2, '0')}` : n < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`; // prettier-ignore
}

function ascii(name: string): string {
  const all = [...name];
  const shown = all.slice(0, LONGEST_NAME).map((c) => (c >= ' ' && c <= '~' ? c : escaped(c)));
  return shown.join('') + (all.length > LONGEST_NAME ? '...' : '');
}

function framesText(innermost: Frame | null): string {
  if (innermost === null) return '  <no Python frame>\n';
  let text = '';
  let count = 0;
  for (let f: Frame | null = innermost; f !== null && count < MOST_FRAMES; f = f.back, count++)
    text += `  File "${ascii(f.code.filename)}", line ${f.lineno} in ${ascii(f.code.name)}\n`;
  return text;
}

const frameOf = (t: ThreadState): Frame | null => (t === threads.current ? ts.frame : t.frame);

/** The running thread's frames, without saying which thread that is. */
export function stackText(): string {
  return `Stack (most recent call first):\n${framesText(frameOf(threads.current))}`;
}

/** All threads, the latest first; with `marksCurrent` it is told which one runs. */
export function threadsText(marksCurrent = true): string {
  const all = [...threads.all.values()].sort((a, b) => b.ident - a.ident);
  const texts = all.slice(0, MOST_THREADS).map((t) => {
    const current = t === threads.current;
    const title = current && marksCurrent ? 'Current thread' : 'Thread';
    const collecting = current && isCollecting() ? '  Garbage-collecting\n' : '';
    const ident = t.ident.toString(16).padStart(16, '0');
    return `${title} 0x${ident} (most recent call first):\n${collecting}${framesText(frameOf(t))}`;
  });
  return texts.join('\n') + (all.length > MOST_THREADS ? '...\n' : '');
}

/** Where CPython can't tell C's stack it writes the same. */
export const C_STACK =
  "Current thread's C stack trace (most recent call first):\n  <cannot get C stack on this system>\n";
