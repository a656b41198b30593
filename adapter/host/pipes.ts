/**
 * Pipes as the kernel has them, for children's standard streams. Node makes socket pairs, which a program tells from pipes:
 * it can't open them by /dev/stdout, and writing to one that nobody reads ends it in another way.
 *
 * Owns: making them, which Node can't, from a shell that has some. Must not know: children.
 */
import { spawn } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync } from 'node:fs';

/** Both ends as descriptors; the one for this process doesn't block. */
export interface Pipe {
  ours: number;
  child: number;
}

/**
 * A shell makes a pipe for each text that it is to read from; these are its descriptors. It says when it has them, and ends
 * with its input. (A pipe made by mkfifo would not do: opening one by /dev/stdin waits for somebody who writes.)
 */
const DESCRIPTORS = [3, 4, 5, 6, 7, 8, 9];
const SCRIPT = `exec ${DESCRIPTORS.map((fd) => `${fd}<<E`).join(' ')}\n${'E\n'.repeat(DESCRIPTORS.length)}echo\nread x\n`;

/** Pipes that nobody else has, open at both ends. */
const spare: number[] = [];
let making: Promise<void> | undefined;

/** DIFFERS: a child's standard streams are pipes on Linux alone, sockets elsewhere. Not any more once it has failed. */
let possible = process.platform === 'linux';

async function makeSpare(): Promise<void> {
  const shell = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    await new Promise((resolve, reject) => {
      shell.once('error', reject).once('exit', reject);
      shell.stdout.once('data', resolve);
    });
    for (const fd of DESCRIPTORS) {
      const opened = openSync(`/proc/${shell.pid!}/fd/${fd}`, constants.O_RDWR | constants.O_NONBLOCK);
      if (fstatSync(opened).isFIFO()) spare.push(opened);
      else closeSync(opened);
    }
    if (spare.length === 0) possible = false;
  } finally {
    shell.stdin.end();
  }
}

/** So many pipes, or null where there are none. */
export async function makePipes(directions: readonly ('input' | 'output')[]): Promise<Pipe[] | null> {
  while (possible && spare.length < directions.length) {
    making ??= makeSpare().finally(() => (making = undefined));
    try {
      await making;
    } catch {
      possible = false;
    }
  }
  if (spare.length < directions.length) return null;
  const made: Pipe[] = [];
  const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;
  try {
    for (const direction of directions) {
      const both = spare.pop()!;
      const open = (flags: number): number => openSync(`/proc/self/fd/${both}`, flags);
      try {
        const ours = open(direction === 'input' ? O_WRONLY | O_NONBLOCK : O_RDONLY | O_NONBLOCK);
        made.push({ ours, child: -1 });
        made[made.length - 1].child = open(direction === 'input' ? O_RDONLY : O_WRONLY);
      } finally {
        closeSync(both);
      }
    }
  } catch {
    for (const { ours, child } of made) for (const fd of [ours, child]) if (fd >= 0) closeSync(fd);
    return null;
  }
  return made;
}
