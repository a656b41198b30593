import assert from 'node:assert/strict';
import { bytesSubject, textSubject, type Subject } from '../../runtime/modules/sre/subject';
import { Matcher, matcherHooks } from '../../runtime/modules/sre/matcher';
import { decode, type Program } from '../../runtime/modules/sre/program';
import { runPython } from './python';

/** MAXREPEAT. */
const M = 4294967295;

type Spans = [number[][], number | null] | null;

interface Case {
  pattern: string;
  bytes: boolean;
  groups: number;
  code: number[];
  runs: { subject: string; match: Spans; fullmatch: Spans; search: Spans; window: Spans; all: Spans[] }[];
}

function result(m: Matcher, found: boolean): Spans {
  if (!found) return null;
  const spans = [[m.matchStart, m.matchEnd]];
  for (let i = 0; i < m.marks.length - 1; i += 2) {
    const closed = m.marks[i] >= 0 && m.marks[i + 1] >= m.marks[i];
    spans.push(closed ? [m.marks[i], m.marks[i + 1]] : [-1, -1]);
  }
  return [spans, m.lastIndex < 0 ? null : m.lastIndex];
}

function all(program: Program, subject: Subject): Spans[] {
  const m = new Matcher(program, subject, subject.length);
  const out: Spans[] = [];
  let start = 0;
  let empty = false;
  while (m.search(start, empty)) {
    out.push(result(m, true));
    empty = m.matchStart === m.matchEnd;
    start = m.matchEnd;
  }
  return out;
}

describe('the regular-expression engine', () => {
  it("matches as CPython's on code that its library compiled", function () {
    const text = runPython(new URL('./cases.py', import.meta.url));
    if (text === undefined) return this.skip();
    const cases = JSON.parse(text) as Case[];
    const wrong: string[] = [];
    let checked = 0;
    for (const c of cases) {
      const program = decode(c.code, c.groups);
      for (const run of c.runs) {
        const subject = c.bytes ? bytesSubject(Buffer.from(run.subject, 'latin1')) : textSubject(run.subject);
        const whole = (): Matcher => new Matcher(program, subject, subject.length);
        const at = whole();
        const full = whole();
        const search = whole();
        const end = Math.min(4, subject.length);
        const window = new Matcher(program, subject, end);
        const got = {
          match: result(at, at.matchAt(0, false, false)),
          fullmatch: result(full, full.matchAt(0, true, false)),
          search: result(search, search.search(0, false)),
          window: result(window, subject.length >= 1 ? window.search(1, false) : window.search(0, false)),
          all: all(program, subject),
        };
        for (const key of ['match', 'fullmatch', 'search', 'window', 'all'] as const) {
          checked++;
          if (JSON.stringify(got[key]) !== JSON.stringify(run[key]))
            wrong.push(
              `${c.bytes ? 'b' : ''}/${c.pattern}/ ${key} ${JSON.stringify(run.subject)}: ${JSON.stringify(got[key])}, CPython ${JSON.stringify(run[key])}`,
            );
        }
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(checked > 10_000);
  });

  it('does not recurse: a hundred thousand repetitions', () => {
    // (?:a|b|cd)*c as re._compiler emits it.
    const code = [
      14,
      4,
      0,
      1,
      M,
      23,
      22,
      0,
      M,
      7,
      5,
      16,
      97,
      15,
      14,
      5,
      16,
      98,
      15,
      9,
      7,
      16,
      99,
      16,
      100,
      15,
      2,
      0,
      18,
      16,
      99,
      1,
    ];
    const m = new Matcher(decode(code, 0), textSubject('ab'.repeat(100_000) + 'c'), 200_001);
    assert.ok(m.matchAt(0, false, false));
    assert.equal(m.matchEnd, 200_001);
  });

  it('can be interrupted while a pattern explodes', () => {
    // (?:a+)*b as re._compiler emits it, on text without a b.
    const code = [14, 4, 0, 1, M, 23, 10, 0, M, 24, 6, 1, M, 16, 97, 1, 18, 16, 98, 1];
    const { poll } = matcherHooks;
    let polls = 0;
    matcherHooks.poll = () => {
      if (++polls === 3) throw new Error('interrupted');
    };
    try {
      const m = new Matcher(decode(code, 0), textSubject('a'.repeat(60)), 60);
      assert.throws(() => m.matchAt(0, false, false), /interrupted/);
    } finally {
      matcherHooks.poll = poll;
    }
  });
});
