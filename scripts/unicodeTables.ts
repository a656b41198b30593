/**
 * Writes runtime/objects/unicodeTablesData.ts from CPython 3.14's own `unicodedata` (in pyodide): run it when the
 * Unicode version changes. `node --import tsx scripts/unicodeTables.ts`
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { loadPyodide } from 'pyodide';

/** Aliases of characters that have no name of their own, or several. */
const aliases = `NULL NUL|START OF HEADING|SOH|START OF TEXT|STX|END OF TEXT|ETX|END OF TRANSMISSION|EOT|ENQUIRY|ENQ|
ACKNOWLEDGE|ACK|ALERT|BEL|BACKSPACE|BS|CHARACTER TABULATION|HORIZONTAL TABULATION|HT|TAB|LINE FEED|NEW LINE|END OF LINE|
LF|NL|EOL|LINE TABULATION|VERTICAL TABULATION|VT|FORM FEED|FF|CARRIAGE RETURN|CR|SHIFT OUT|LOCKING-SHIFT ONE|SO|SHIFT IN|
LOCKING-SHIFT ZERO|SI|DATA LINK ESCAPE|DLE|DEVICE CONTROL ONE|DC1|DEVICE CONTROL TWO|DC2|DEVICE CONTROL THREE|DC3|
DEVICE CONTROL FOUR|DC4|NEGATIVE ACKNOWLEDGE|NAK|SYNCHRONOUS IDLE|SYN|END OF TRANSMISSION BLOCK|ETB|CANCEL|CAN|
END OF MEDIUM|EOM|EM|SUBSTITUTE|SUB|ESCAPE|ESC|INFORMATION SEPARATOR FOUR|FILE SEPARATOR|FS|INFORMATION SEPARATOR THREE|
GROUP SEPARATOR|GS|INFORMATION SEPARATOR TWO|RECORD SEPARATOR|RS|INFORMATION SEPARATOR ONE|UNIT SEPARATOR|US|SP|DELETE|DEL|
PADDING CHARACTER|PAD|HIGH OCTET PRESET|HOP|BREAK PERMITTED HERE|BPH|NO BREAK HERE|NBH|INDEX|IND|NEXT LINE|NEL|
START OF SELECTED AREA|SSA|END OF SELECTED AREA|ESA|CHARACTER TABULATION SET|HORIZONTAL TABULATION SET|HTS|
CHARACTER TABULATION WITH JUSTIFICATION|HTJ|LINE TABULATION SET|VTS|PARTIAL LINE FORWARD|PARTIAL LINE DOWN|PLD|
PARTIAL LINE BACKWARD|PARTIAL LINE UP|PLU|REVERSE LINE FEED|REVERSE INDEX|RI|SINGLE SHIFT TWO|SS2|SINGLE SHIFT THREE|SS3|
DEVICE CONTROL STRING|DCS|PRIVATE USE ONE|PU1|PRIVATE USE TWO|PU2|SET TRANSMIT STATE|STS|CANCEL CHARACTER|CCH|
MESSAGE WAITING|MW|START OF GUARDED AREA|SPA|END OF GUARDED AREA|EPA|START OF STRING|SOS|SINGLE GRAPHIC CHARACTER INTRODUCER|
SGC|SINGLE CHARACTER INTRODUCER|SCI|CONTROL SEQUENCE INTRODUCER|CSI|STRING TERMINATOR|ST|OPERATING SYSTEM COMMAND|OSC|
PRIVACY MESSAGE|PM|APPLICATION PROGRAM COMMAND|APC|NBSP|SHY|CGJ|WJ|ZWSP|ZWNJ|ZWJ|LRM|RLM|LRE|RLE|PDF|LRO|RLO|NNBSP|
MMSP|LRI|RLI|FSI|PDI|BYTE ORDER MARK|BOM|ZWNBSP|ALM|NULL|NUL|KHMER VOWEL INHERENT AQ|LATIN SMALL LETTER GHA|
LATIN CAPITAL LETTER GHA|WEIERSTRASS ELLIPTIC FUNCTION|YI SYLLABLE ITERATION MARK|MICR ON US SYMBOL|MICR DASH SYMBOL`
  .replaceAll('\n', '')
  .split('|');
for (let i = 1; i <= 256; i++) aliases.push(`VS${i}`);

const python = `
import unicodedata as u
algorithmic = ('CJK UNIFIED IDEOGRAPH-', 'HANGUL SYLLABLE ', 'CJK COMPATIBILITY IDEOGRAPH-', 'TANGUT IDEOGRAPH-',
               'KHITAN SMALL SCRIPT CHARACTER-', 'NUSHU CHARACTER-')
names, ranges, prev = [], {}, -1
records, decompositions, last = [], [], None
for c in range(0x110000):
    ch = chr(c)
    record = f'{u.category(ch)} {u.bidirectional(ch)} {u.combining(ch)} {u.east_asian_width(ch)} {u.mirrored(ch)}'
    if record != last:
        records.append(f'{c:x} {record}')
        last = record
    d = u.decomposition(ch)
    if d and not d.startswith('<') and not 0xac00 <= c <= 0xd7a3 or d.startswith('<'):
        decompositions.append(f'{c:x} {d}')
    n = u.name(ch, None)
    if n is None: continue
    prefix = next((p for p in algorithmic if n.startswith(p)), None)
    if prefix is None and n == 'EGYPTIAN HIEROGLYPH-%04X' % c: prefix = 'EGYPTIAN HIEROGLYPH-'
    if prefix is None:
        names.append(('' if c == prev + 1 else f'{c:x}\\t') + n)
        prev = c
    else:
        r = ranges.setdefault(prefix, [])
        if r and r[-1][1] == c - 1: r[-1][1] = c
        else: r.append([c, c])
known = []
for a in ALIASES:
    try: known.append(f'{ord(u.lookup(a)):x} {a}')
    except (KeyError, TypeError): pass
u.unidata_version, '\\n'.join(names), '\\n'.join(f'{a:x} {b:x} {p}' for p, r in ranges.items() for a, b in r), '\\n'.join(records), '\\n'.join(decompositions), '\\n'.join(known)
`;

async function main(): Promise<void> {
  const pyodide = await loadPyodide();
  const globals = pyodide.globals as unknown as { set(name: string, value: unknown): void };
  globals.set('ALIASES', pyodide.toPy(aliases));
  const result = pyodide.runPython(python) as { toJs(): string[] };
  const [version, names, ranges, records, decompositions, known] = result.toJs();
  const pack = (text: string): string => deflateRawSync(Buffer.from(text), { level: 9 }).toString('base64');
  writeFileSync(
    join(__dirname, '../runtime/objects/unicodeTablesData.ts'),
    `/** Written by scripts/unicodeTables.ts: deflated, in base64. unicodeTables.ts describes and reads it. */
export const unidataVersion = '${version}';
export const nameData =
  '${pack(names)}';
export const nameRangeData =
  '${pack(ranges)}';
export const recordData =
  '${pack(records)}';
export const decompositionData =
  '${pack(decompositions)}';
export const aliasData =
  '${pack(known)}';
`,
  );
}

void main();
