/**
 * Breakpoints written into a program as comments: `# @bp`, at an await point `# @bp suspend` or `# @bp resume`, and with
 * `if CONDITION` or `log MESSAGE` at the end. So that no example and no test counts lines.
 */

export interface BreakpointMark {
  line: number;
  mode?: 'line' | 'suspend' | 'resume';
  condition?: string;
  logMessage?: string;
}

const mark = /#\s*@bp\b(?:\s+(line|suspend|resume)\b)?(?:\s+(if|log)\s+(.*\S))?/;

export function breakpointMarks(source: string): BreakpointMark[] {
  return source.split(/\r\n|\r|\n/).flatMap((text, index) => {
    const match = mark.exec(text);
    if (!match) return [];
    const found: BreakpointMark = { line: index + 1 };
    if (match[1]) found.mode = match[1] as BreakpointMark['mode'];
    if (match[2] === 'if') found.condition = match[3];
    if (match[2] === 'log') found.logMessage = match[3];
    return [found];
  });
}
