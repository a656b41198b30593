/** Packs what is in dist/ into a .vsix, the file that VS Code installs. What goes in is in .vscodeignore. */
import { existsSync } from 'node:fs';
import { createVSIX } from '@vscode/vsce';

export async function packExtension(root: string, packagePath: string): Promise<void> {
  // vsce lists every file and misses a repository field; it has no option not to.
  const { info, log, warn } = console;
  Object.assign(console, { info: ignore, log: ignore, warn: ignore });
  try {
    await createVSIX({
      ...{ cwd: root, packagePath, dependencies: false, allowMissingRepository: true },
      ...{ rewriteRelativeLinks: false, skipLicense: false },
    });
  } finally {
    Object.assign(console, { info, log, warn });
  }
  if (!existsSync(packagePath)) throw new Error(`vsce made no ${packagePath}`);
}

function ignore(): void {}
