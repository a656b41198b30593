/**
 * Gets real VS Code's server: the npm package code-server carries it. It is kept in a cache folder outside the
 * repository, one folder for each version, made whole or not at all.
 */
import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Carries VS Code 1.100.3, which runs on Node 20. */
const version = '4.100.3';

export function cacheFolder(): string {
  return process.env.COROSCOPE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'coroscope');
}

/** The folder of the server, fetched first where it isn't there yet. */
export async function fetchVscode(report: (line: string) => void): Promise<string> {
  const cache = cacheFolder();
  const target = join(cache, `vscode-server-${version}`);
  if (existsSync(join(target, 'out', 'server-main.js'))) return target;
  mkdirSync(cache, { recursive: true });
  // Made beside its place and moved there when it is whole: an interrupted download leaves nothing half done.
  const work = mkdtempSync(join(cache, 'fetching-'));
  try {
    const step = (number: number, text: string, command: string[], cwd: string) =>
      withProgress(`  ${number}/3 ${text}`, report, () => run(command, cwd));
    report(`Fetching VS Code's server into ${cache} (once; about 270 MB)`);
    await step(1, 'downloading', [...npm, 'pack', `code-server@${version}`, '--silent'], work);
    const archive = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (!archive) throw new Error(`npm pack left no archive in ${work}`);
    const folder = join(work, 'vscode');
    mkdirSync(folder);
    await step(
      2,
      'unpacking',
      ['tar', 'xzf', archive, '--strip-components=3', '-C', folder, 'package/lib/vscode'],
      work,
    );
    const install = [...npm, 'install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    await step(3, 'installing what it needs', install, folder);
    if (!existsSync(target)) renameSync(folder, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return target;
}

/** The npm that runs this script, or else the one on the path. */
const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];

async function withProgress(text: string, report: (line: string) => void, work: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  report(`${text} …`);
  const timer = setInterval(() => report(`${text} … ${seconds()} s`), 10_000);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  report(`${text}: done in ${seconds()} s`);
}

/** Runs a command to its end; what it printed is in the error when it fails. */
function run([command, ...args]: string[], cwd: string): Promise<void> {
  // npm would otherwise hand its own settings for this project down to the one inside.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_local)/.test(name)),
  );
  const options: SpawnOptions = { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    const output: Buffer[] = [];
    child.stdout?.on('data', (data: Buffer) => output.push(data));
    child.stderr?.on('data', (data: Buffer) => output.push(data));
    child.on('error', (error) => reject(new Error(`cannot run ${command}: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`${command} ${args.join(' ')} failed (${code}):\n${Buffer.concat(output).toString().slice(-4000)}`),
        );
    });
  });
}
