/** Runs VS Code's server on loopback, with an extension installed from its package, until it is stopped. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface ServerOptions {
  /** Where fetchVscode() put the server. */
  server: string;
  /** Home folder of the editor: settings, state, logs. */
  data: string;
  port: number;
  /** The package of the extension. Installed as a user would: in development mode VS Code leaves its dialogs out. */
  vsix: string;
  /** Settings of the user; VS Code's own `settings.json`. */
  settings?: Record<string, unknown>;
}

/** No start page, nothing that talks to the network, and the side bars left to the debugger. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'git.enabled': false,
};

export class VscodeServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly address: string,
    private readonly token: string,
  ) {}

  static async start(options: ServerOptions): Promise<VscodeServer> {
    const { server, data, port } = options;
    const userFolder = join(data, 'data', 'User');
    mkdirSync(userFolder, { recursive: true });
    writeFileSync(
      join(userFolder, 'settings.json'),
      JSON.stringify({ ...quietSettings, ...options.settings }, null, 2),
    );
    const folders = [
      ...['--server-data-dir', join(data, 'data'), '--extensions-dir', join(data, 'extensions')],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ];
    const program = join(server, 'out', 'server-main.js');
    const env = { ...process.env, HOME: data };
    install([program, ...folders, '--force', '--install-extension', options.vsix], env);
    // A secret address: no other page of the user's browser, and no other user of the machine, can reach this editor.
    const token = randomUUID();
    const args = [
      ...[program, ...folders, '--host', '127.0.0.1', '--port', String(port)],
      ...['--connection-token', token, '--disable-workspace-trust'],
    ];
    // A process group of its own: its extension hosts can outlive it, and are stopped with it.
    const child = spawn(process.execPath, args, { cwd: data, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    const vscode = new VscodeServer(child, `127.0.0.1:${port}`, token);
    try {
      await vscode.untilItAnswers();
    } catch {
      vscode.stop();
      throw new Error(`VS Code's server did not start:\n${Buffer.concat(output).toString().slice(-2000)}`);
    }
    return vscode;
  }

  /** Ends when the server has ended. */
  async ended(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    await new Promise((resolve) => this.child.once('exit', resolve));
  }

  /** The page that shows a folder. */
  url(folder: string): string {
    return `http://${this.address}/?tkn=${this.token}&folder=${encodeURI(slashed(folder))}`;
  }

  stop(): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The whole group has ended already.
    }
  }

  private async untilItAnswers(): Promise<void> {
    const deadline = performance.now() + 60_000;
    while (performance.now() < deadline && this.child.exitCode === null) {
      try {
        await fetch(`http://${this.address}/?tkn=${this.token}`, { redirect: 'manual' });
        return;
      } catch {
        await delay(100);
      }
    }
    throw new Error('no answer');
  }
}

function install(args: string[], env: NodeJS.ProcessEnv): void {
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  // The exit code is 0 even where it fails.
  if (!stdout.includes('successfully installed'))
    throw new Error(`the extension was not installed:\n${stdout}${stderr}`);
}

function slashed(path: string): string {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}

/** A free port of loopback: the wanted one where it is free. Rejects when it must be the wanted one and isn't free. */
export function freePort(wanted: number, must: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (must) reject(new Error(`port ${wanted} cannot be used: ${error.message}`));
      else freePort(0, true).then(resolve, reject);
    });
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}
