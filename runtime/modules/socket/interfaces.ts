/**
 * The network interfaces and their numbers, as Linux shows them in its file system.
 *
 * Must not know: their addresses. Where nothing is shown (another system, the host in memory) there is the loopback alone.
 */
import { host } from '../../host/currentHost';

const FOLDER = '/sys/class/net';

/** By number, ascending. */
export function interfaces(): [index: number, name: string][] {
  const found: [number, string][] = [];
  try {
    const { files } = host();
    for (const { name } of files.readdir(FOLDER)) {
      // Some entries are no interfaces but settings (bonding_masters).
      if (!files.access(`${FOLDER}/${name}/ifindex`, 4)) continue;
      const index = Number(new TextDecoder().decode(files.readFile(`${FOLDER}/${name}/ifindex`)));
      if (index > 0) found.push([index, name]);
    }
  } catch {
    // Not shown.
  }
  return found.length > 0 ? found.sort((a, b) => a[0] - b[0]) : [[1, 'lo']];
}

export const interfaceName = (index: number): string | undefined => interfaces().find(([i]) => i === index)?.[1];
export const interfaceIndex = (name: string): number | undefined => interfaces().find(([, n]) => n === name)?.[0];
