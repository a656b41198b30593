/** A folder with programs, in which the built command line is run. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './dapClient';

export class ProgramFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'coroscope-programs-'));

  constructor(files: Record<string, string>) {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.path, name), text);
  }

  run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    const command = [join(root, 'dist/cli.js'), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: this.path, encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  removeFile(name: string): void {
    rmSync(join(this.path, name));
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
