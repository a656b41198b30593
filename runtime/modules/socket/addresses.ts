/** Internet addresses as text and bytes (inet_pton and friends). Must not know: Python objects. */

export function parseIPv4(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  if (
    parts.length !== 4 ||
    !parts.every((p) => /^\d{1,3}$/.test(p) && Number(p) < 256 && (p === '0' || !p.startsWith('0')))
  )
    return undefined;
  return Uint8Array.from(parts.map(Number));
}

/** inet_aton's looser form: 1 to 4 parts, octal and hexadecimal. */
export function parseLooseIPv4(text: string): Uint8Array | undefined {
  const parts = text.trim().split('.');
  if (parts.length > 4) return undefined;
  const numbers = parts.map((p) =>
    /^0x[\da-f]+$/i.test(p)
      ? parseInt(p, 16)
      : /^0[0-7]*$/.test(p)
        ? parseInt(p, 8)
        : /^\d+$/.test(p)
          ? Number(p)
          : NaN,
  );
  const last = numbers.pop()!;
  if (Number.isNaN(last) || numbers.some((n) => Number.isNaN(n) || n > 255)) return undefined;
  const free = 4 - numbers.length;
  if (last >= 256 ** free) return undefined;
  for (let i = free - 1; i >= 0; i--) numbers.push(Math.floor(last / 256 ** i) % 256);
  return Uint8Array.from(numbers);
}

export function formatIPv4(b: Uint8Array): string {
  return b.join('.');
}

export function parseIPv6(given: string): Uint8Array | undefined {
  let text = given;
  const v4 = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (v4) {
    const b = parseIPv4(v4[2]);
    if (b === undefined) return undefined;
    text = `${v4[1]}${((b[0] << 8) | b[1]).toString(16)}:${((b[2] << 8) | b[3]).toString(16)}`;
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = (s: string): string[] => (s === '' ? [] : s.split(':'));
  const head = groups(halves[0]);
  const tail = halves.length === 2 ? groups(halves[1]) : [];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...new Array<string>(Math.max(0, missing)).fill('0'), ...tail];
  if (!all.every((g) => /^[\da-f]{1,4}$/i.test(g))) return undefined;
  return Uint8Array.from(all.flatMap((g) => [parseInt(g, 16) >> 8, parseInt(g, 16) & 255]));
}

export function formatIPv6(b: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => (b[i * 2] << 8) | b[i * 2 + 1]);
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (i + n < 8 && groups[i + n] === 0) n++;
    if (n > bestLength) [best, bestLength] = [i, n];
  }
  const text = (g: number[]): string => g.map((n) => n.toString(16)).join(':');
  if (best === 0 && bestLength === 6) return `::${formatIPv4(b.subarray(12))}`;
  if (best === 0 && bestLength === 5 && groups[5] === 0xffff) return `::ffff:${formatIPv4(b.subarray(12))}`;
  if (best < 0) return text(groups);
  return `${text(groups.slice(0, best))}::${text(groups.slice(best + bestLength))}`;
}
