/**
 * Real programs against ours on loopback.
 *
 * Owns: finding programs (a test whose program is missing is skipped, and says what is missing), starting ours and theirs,
 * ending them. Must not know: what is tested.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(__dirname, '..', '..');
export const cli = join(root, 'dist', 'cli.js');

export function findProgram(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** Skips the running test (or suite, in `before`) where the program isn't installed. */
export function needs(context: Mocha.Context, name: string, debianPackage = name): string {
  const file = findProgram(name);
  if (file === undefined) {
    process.stderr.write(`    skipped: ${name} is not installed (Debian: apt-get install ${debianPackage})\n`);
    context.skip();
  }
  return file;
}

/** A Debian package of pure Python modules: the folder to put on the path. */
export function needsPythonPackage(context: Mocha.Context, name: string): string {
  const folder = '/usr/lib/python3/dist-packages';
  if (!existsSync(join(folder, name))) {
    process.stderr.write(
      `    skipped: the package ${name} is not installed (Debian: apt-get install python3-${name})\n`,
    );
    context.skip();
  }
  return folder;
}

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  /** Resolves with the next line of standard output. */
  line(): Promise<string>;
  ended: Promise<Outcome>;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Outcome>;
}

const all = new Set<ChildProcess>();

export function start(
  file: string,
  args: string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Running {
  const child = spawn(file, args, { env: { ...process.env, ...options.env }, stdio: 'pipe' });
  all.add(child);
  let stdout = '';
  let stderr = '';
  let taken = 0;
  let over = false;
  const waiting: (() => void)[] = [];
  const wake = (): void => waiting.splice(0).forEach((w) => w());
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
    wake();
  });
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  child.stdin.on('error', () => undefined);
  if (options.input !== undefined) child.stdin.end(options.input);
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      all.delete(child);
      over = true;
      wake();
      resolve({ code, stdout, stderr });
    });
  });
  const line = async (): Promise<string> => {
    for (;;) {
      const end = stdout.indexOf('\n', taken);
      if (end >= 0) {
        const text = stdout.slice(taken, end);
        taken = end + 1;
        return text;
      }
      if (over) throw new Error(`${file} ended without another line: ${stderr}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<Outcome> => {
    child.kill(signal);
    return ended;
  };
  return { child, line, ended, stop };
}

/** A program of programs/ on our runtime. */
export function startOurs(name: string, args: string[] = [], env: Record<string, string> = {}): Running {
  return start(process.execPath, [cli, join(__dirname, 'programs', name), ...args], { env });
}

export function run(file: string, args: string[], input = ''): Promise<Outcome> {
  return start(file, args, { input }).ended;
}

export function endAll(): void {
  for (const child of all) child.kill('SIGKILL');
}

/** A folder for a suite's files. */
export function scratch(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'coroscope-network-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A key and a certificate for localhost, made by openssl. */
export async function makeCertificate(openssl: string, folder: string): Promise<{ key: string; certificate: string }> {
  const key = join(folder, 'key.pem');
  const certificate = join(folder, 'certificate.pem');
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const made = await run(openssl, [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-keyout', key, '-out', certificate],
    ...names,
  ]);
  if (made.code !== 0) throw new Error(made.stderr);
  return { key, certificate };
}
