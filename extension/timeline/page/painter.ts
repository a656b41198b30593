/** Draws the lanes in sight and the ruler on canvases, in the theme's colours. Knows what to draw, not why. */
import { bars, ROW_HEIGHT } from '../timelineLayout';
import type { Lane, SegmentState, TimelineModel } from '../timelineModel';
import { type Scale, ticks, xOf } from '../timelineScale';

/** A line from one lane to another: from who did it to whom it was done. */
export interface Arrow {
  /** Rows among those shown; the lanes need not be in sight. */
  from: number;
  to: number;
  time: number;
}

export interface Picture {
  model: TimelineModel;
  /** The lanes in sight, and the row of the first. */
  lanes: readonly Lane[];
  firstRow: number;
  scrollTop: number;
  scale: Scale;
  arrows: readonly Arrow[];
  selectedRow: number;
}

type Colours = Record<SegmentState | 'text' | 'line' | 'failed' | 'cancelled' | 'done' | 'arrow' | 'selection', string>;

const VARIABLES: Record<keyof Colours, [name: string, otherwise: string]> = {
  created: ['--vscode-descriptionForeground', '#888'],
  ready: ['--vscode-charts-blue', '#3794ff'],
  running: ['--vscode-charts-green', '#89d185'],
  awaiting: ['--vscode-charts-yellow', '#cca700'],
  text: ['--vscode-descriptionForeground', '#888'],
  line: ['--vscode-editorIndentGuide-background1', 'rgba(128, 128, 128, .3)'],
  failed: ['--vscode-testing-iconFailed', '#f14c4c'],
  cancelled: ['--vscode-disabledForeground', '#888'],
  done: ['--vscode-testing-iconPassed', '#73c991'],
  arrow: ['--vscode-charts-purple', '#b180d7'],
  selection: ['--vscode-list-inactiveSelectionBackground', 'rgba(128, 128, 128, .2)'],
};

/** So that states differ without colours, too: parts of a lane's height. */
const HEIGHTS: Record<SegmentState, number> = { running: 16, ready: 10, awaiting: 4, created: 2 };

export class Painter {
  private colours = readColours();

  constructor(
    private readonly lanes: HTMLCanvasElement,
    private readonly ruler: HTMLCanvasElement,
  ) {}

  /** Another theme. */
  refreshColours(): void {
    this.colours = readColours();
  }

  colourOf(state: SegmentState): string {
    return this.colours[state];
  }

  paint(picture: Picture, width: number, height: number): void {
    const g = begin(this.lanes, width, height);
    const { lanes, firstRow, scrollTop, selectedRow, model, scale } = picture;
    lanes.forEach((lane, i) => {
      const top = (firstRow + i) * ROW_HEIGHT - scrollTop;
      if (firstRow + i === selectedRow) {
        g.fillStyle = this.colours.selection;
        g.fillRect(0, top, width, ROW_HEIGHT);
      }
      this.lane(g, lane, model, scale, top, width);
    });
    for (const arrow of picture.arrows) this.arrow(g, arrow, picture, width);
  }

  paintRuler(scale: Scale, origin: number, width: number, height: number): void {
    const g = begin(this.ruler, width, height);
    g.fillStyle = g.strokeStyle = this.colours.text;
    g.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    g.textBaseline = 'top';
    for (const { x, text } of ticks(scale, width, origin)) {
      g.fillRect(Math.round(x), 0, 1, height);
      g.fillText(text, x + 4, 3);
    }
  }

  private lane(
    g: CanvasRenderingContext2D,
    lane: Lane,
    model: TimelineModel,
    scale: Scale,
    top: number,
    width: number,
  ): void {
    const middle = top + ROW_HEIGHT / 2;
    for (const bar of bars(lane, scale, width, model.now)) {
      const height = HEIGHTS[bar.state];
      g.fillStyle = this.colours[bar.state];
      g.fillRect(bar.x, middle - height / 2, bar.width, height);
    }
    for (const { time } of lane.cancels) {
      g.strokeStyle = this.colours.failed;
      stroke(g, xOf(scale, time), middle - 8, xOf(scale, time), middle + 8, width);
    }
    if (lane.end === null) return;
    const x = xOf(scale, lane.end.time);
    const what = lane.end.what as 'done' | 'failed' | 'cancelled';
    g.strokeStyle = g.fillStyle = this.colours[what];
    if (x < -8 || x > width + 8) return;
    g.lineWidth = 2;
    g.beginPath();
    if (what === 'done') g.arc(x + 5, middle, 3, 0, 2 * Math.PI);
    else {
      g.moveTo(x + 2, middle + 4);
      g.lineTo(x + 10, middle - 4);
      if (what === 'failed') {
        g.moveTo(x + 2, middle - 4);
        g.lineTo(x + 10, middle + 4);
      }
    }
    g.stroke();
    g.lineWidth = 1;
  }

  private arrow(
    g: CanvasRenderingContext2D,
    { from, to, time }: Arrow,
    { scale, scrollTop }: Picture,
    width: number,
  ): void {
    const x = Math.round(xOf(scale, time)) + 0.5;
    if (x < 0 || x > width) return;
    const y = (row: number) => row * ROW_HEIGHT + ROW_HEIGHT / 2 - scrollTop;
    const tip = y(to) + (from < to ? -8 : 8);
    g.strokeStyle = g.fillStyle = this.colours.arrow;
    g.beginPath();
    g.moveTo(x, y(from));
    g.lineTo(x, tip);
    g.stroke();
    const back = from < to ? -6 : 6;
    g.beginPath();
    g.moveTo(x, tip);
    g.lineTo(x - 4, tip + back);
    g.lineTo(x + 4, tip + back);
    g.fill();
  }
}

function stroke(g: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number, width: number): void {
  if (x1 < 0 || x1 > width) return;
  g.beginPath();
  g.moveTo(x1, y1);
  g.lineTo(x2, y2);
  g.stroke();
}

/** Clears a canvas of this size, sharp on every screen. */
function begin(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = devicePixelRatio;
  const w = Math.round(width * ratio);
  const h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const g = canvas.getContext('2d')!;
  g.setTransform(ratio, 0, 0, ratio, 0, 0);
  g.clearRect(0, 0, width, height);
  return g;
}

function readColours(): Colours {
  const style = getComputedStyle(document.body);
  const entries = Object.entries(VARIABLES).map(([key, [name, otherwise]]) => {
    const given = style.getPropertyValue(name).trim();
    return [key, given === '' ? otherwise : given];
  });
  return Object.fromEntries(entries) as Colours;
}
