/**
 * Writes runtime/modules/multibyte/charsets.bin from what CPython 3.14's own codecs (in pyodide) do: run it when they
 * change. `node --import tsx scripts/charsets.ts`
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { loadPyodide } from 'pyodide';
import { ByteWriter } from '../runtime/bytecode/byteStream';
import { Charset, type CharsetData, FIRST_PAIR, parseCharset } from '../runtime/modules/multibyte/charsets';

/** Of each set: what bytes decode to, as [code, character, second of a pair or 0], and which code characters have. */
const python = `
def decode(codec, data):
    try: text = data.decode(codec)
    except UnicodeDecodeError: return None
    return [*map(ord, text), 0] if len(text) in (1, 2) else None

def encode(codec, strip=lambda b: b):
    codes = []
    for c in [*range(0x80, 0xd800), *range(0xe000, 0x30000)]:
        try: b = chr(c).encode(codec)
        except UnicodeEncodeError: continue
        b = strip(b)
        if len(b) == 2: codes += [c, b[0] << 8 | b[1]]
    return codes

def table(codec, bytes_of=lambda a, b: bytes((a, b)), leads=range(0x81, 0xff), trails=range(0x40, 0xff)):
    found = []
    for a in leads:
        for b in trails:
            chars = decode(codec, bytes_of(a, b))
            # Not where each byte is a character of its own.
            if chars and decode(codec, bytes_of(a, b)[:1]) is None: found += [a << 8 | b, *chars[:2]]
    return found

plane = range(0x21, 0x7f)
high = range(0xa1, 0xff)
euc = lambda a, b: bytes((a | 128, b | 128))
low = lambda b: bytes(x & 127 for x in b) if len(b) == 2 and b[0] > 0xa0 else b''
third = lambda b: bytes(x & 127 for x in b[1:]) if b[0] == 0x8f else b''
sets = {
    'gb2312': (table('gb2312', leads=high, trails=high), encode('gb2312')),
    'gbk': (table('gbk'), encode('gbk')),
    'gb18030': (table('gb18030'), encode('gb18030')),
    'big5': (table('big5'), encode('big5')),
    'cp950': (table('cp950'), encode('cp950')),
    'big5hkscs': (table('big5hkscs'), encode('big5hkscs')),
    'jisx0208': (table('euc_jp', euc, plane, plane), encode('euc_jp', low)),
    'jisx0212': (table('euc_jp', lambda a, b: b'\\x8f' + euc(a, b), plane, plane), encode('euc_jp', third)),
    'jisx0213a': (table('euc_jis_2004', euc, plane, plane), encode('euc_jis_2004', low)),
    'jisx0213b': (table('iso2022_jp_2004', lambda a, b: b'\\x1b$(P' + bytes((a, b)), plane, plane),
                  encode('iso2022_jp_2004', lambda b: b[4:6] if b.startswith(b'\\x1b$(P') else b'')),
    'cp932': (table('cp932'), encode('cp932')),
    'cp949': (table('cp949'), encode('cp949')),
}
four = lambda n: bytes((0x81 + n // 12600, 0x30 + n // 1260 % 10, 0x81 + n // 10 % 126, 0x30 + n % 10))
linear = [ord(four(n).decode('gb18030')) for n in range(39420)]
sets, linear
`;

type Codes = Map<number, number>;

interface Oracle {
  decoding: Codes;
  pairs: CharsetData['pairs'];
  encoding: Codes;
}

function oracle([decoded, encoded]: [number[], number[]]): Oracle {
  const decoding: Codes = new Map();
  const pairs: [number, number][] = [];
  for (let i = 0; i < decoded.length; i += 3) {
    const [code, first, second] = decoded.slice(i, i + 3);
    decoding.set(code, second === 0 ? first : FIRST_PAIR + pairs.length);
    if (second !== 0) pairs.push([first, second]);
  }
  const encoding: Codes = new Map();
  for (let i = 0; i < encoded.length; i += 2) encoding.set(encoded[i], encoded[i + 1]);
  return { decoding, pairs, encoding };
}

/** Bytes of Shift_JIS of a code of JIS X 0208. */
function shifted(code: number): number {
  const row = (code >> 8) - 0x21;
  const cell = (code & 0xff) - 0x21 + (row & 1 ? 94 : 0);
  return (((row >> 1) + (row < 62 ? 0x81 : 0xc1)) << 8) | (cell + (cell < 63 ? 0x40 : 0x41));
}

/** What a set adds to another one: where both have the same there is nothing. */
function added({ decoding, pairs }: Oracle, base: Codes): CharsetData {
  const codes = [...new Set([...decoding.keys(), ...base.keys()])]
    .filter((code) => decoding.get(code) !== base.get(code))
    .sort((a, b) => a - b);
  return { codes, characters: codes.map((code) => decoding.get(code) ?? 0), pairs, exceptions: [] };
}

function exceptions(found: Charset, wanted: Codes): CharsetData['exceptions'] {
  const result: [number, number][] = [];
  for (let c = 0x80; c < 0x30000; c++) {
    const code = wanted.get(c) ?? 0;
    if (found.encode(c) !== code) result.push([c, code]);
  }
  return result;
}

function write({ codes, characters, pairs, exceptions }: CharsetData): Uint8Array {
  const out = new ByteWriter();
  const runs: [number, number][] = [];
  codes.forEach((code, i) => {
    if (i > 0 && codes[i - 1] === code - 1) runs[runs.length - 1][1]++;
    else runs.push([code, 1]);
  });
  out.uint(runs.length);
  let at = 0;
  for (const [start, length] of runs) {
    out.uint(start - at);
    out.uint(length);
    at = start + length;
  }
  at = 0;
  for (const c of characters) {
    out.int(c - at - 1);
    at = c;
  }
  out.uint(pairs.length);
  for (const pair of pairs) pair.forEach((c) => out.uint(c));
  out.uint(exceptions.length);
  at = 0;
  for (const [c, code] of exceptions) {
    out.uint(c - at);
    out.uint(code);
    at = c;
  }
  return out.finish();
}

/** GB 18030's codes of four bytes for the first plane: runs of characters, as distance from the last and length. */
function writeRuns(linear: number[]): Uint8Array {
  const out = new ByteWriter();
  for (let i = 0, last = 0; i < linear.length;) {
    let n = 1;
    while (linear[i + n] === linear[i] + n) n++;
    out.int(linear[i] - last);
    out.uint(n);
    last = linear[i] + n;
    i += n;
  }
  return out.finish();
}

async function main(): Promise<void> {
  const pyodide = await loadPyodide();
  const proxy = pyodide.runPython(python) as {
    toJs(options: object): [Record<string, [number[], number[]]>, number[]];
  };
  const [found, linear] = proxy.toJs({ dict_converter: Object.fromEntries });
  const oracles = Object.fromEntries(Object.entries(found).map(([name, set]) => [name, oracle(set)]));
  const none: Codes = new Map();
  const sections: [string, Uint8Array][] = [];
  const made = new Map<string, Charset>();
  const add = (name: string, data: CharsetData, base: Charset | undefined, wanted: Codes): void => {
    data.exceptions = exceptions(new Charset(data, base), wanted);
    const section = write(data);
    made.set(name, new Charset(parseCharset(section), base));
    sections.push([name, section]);
    console.log(`${name}: ${data.codes.length} codes, ${data.exceptions.length} exceptions`);
  };
  const addOver = (name: string, baseName?: string): void => {
    const base = baseName === undefined ? none : oracles[baseName].decoding;
    add(
      name,
      added(oracles[name], base),
      baseName === undefined ? undefined : made.get(baseName),
      oracles[name].encoding,
    );
  };
  for (const name of ['gb2312', 'big5', 'jisx0208', 'jisx0212', 'jisx0213b', 'cp949']) addOver(name);
  for (const [name, base] of [
    ['gbk', 'gb2312'],
    ['gb18030', 'gbk'],
    ['cp950', 'big5'],
    ['big5hkscs', 'big5'],
    ['jisx0213a', 'jisx0208'],
  ])
    addOver(name, base);
  const { jisx0208, cp932 } = oracles;
  const shiftedBase: Codes = new Map([...jisx0208.decoding].map(([code, c]) => [shifted(code), c]));
  // Codes of private use are computed, what is as in JIS X 0208 comes from there.
  for (const [code, c] of cp932.decoding) if (c >= 0xe000 && c < 0xe758) cp932.decoding.delete(code);
  for (const [c, code] of cp932.encoding) {
    const other = jisx0208.encoding.get(c);
    if ((c >= 0xe000 && c < 0xe758) || (other !== undefined && shifted(other) === code)) cp932.encoding.delete(c);
  }
  add('cp932', added(cp932, shiftedBase), undefined, cp932.encoding);
  sections.push(['gb18030runs', writeRuns(linear)]);

  const packed = sections.map(([name, section]) => [name, deflateRawSync(section, { level: 9 })] as const);
  const out = new ByteWriter();
  out.uint(packed.length);
  for (const [name, bytes] of packed) {
    out.utf8(name);
    out.uint(bytes.length);
  }
  for (const [, bytes] of packed) out.raw(bytes);
  writeFileSync(join(__dirname, '../runtime/modules/multibyte/charsets.bin'), out.finish());
  console.log(`charsets.bin: ${out.length} bytes`);
}

void main();
