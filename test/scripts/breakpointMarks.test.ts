import assert from 'node:assert/strict';
import { breakpointMarks } from '../../scripts/breakpointMarks';

describe('breakpoint marks', () => {
  it('are comments, with a mode, a condition or a message', () => {
    const source = [
      'x = 1  # @bp',
      'await f()  # @bp suspend',
      'y  # @bp if x > 1',
      'z # @bp resume log x is {x} ',
      '# @bpx',
    ];
    assert.deepEqual(breakpointMarks(source.join('\n')), [
      { line: 1 },
      { line: 2, mode: 'suspend' },
      { line: 3, condition: 'x > 1' },
      { line: 4, mode: 'resume', logMessage: 'x is {x}' },
    ]);
  });
});
