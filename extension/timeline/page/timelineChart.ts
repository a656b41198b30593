/** The lanes on the page: what is in sight, selected and pointed at; keys and the mouse. Draws by the Painter. */
import type { FromPage } from '../timelineMessages';
import { ROW_HEIGHT, scrollTo, segmentAt, visibleRows } from '../timelineLayout';
import { type Lane, TimelineModel } from '../timelineModel';
import { causer, type Move, move, selectAt, type Selection, wakeUp } from '../timelineNavigation';
import { fit, pan, reveal, type Scale, xOf, zoom } from '../timelineScale';
import { announce, describe, laneText, type Line, summaryText } from '../timelineText';
import { type Arrow, Painter } from './painter';

const KEYS: Record<string, Move> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  'Control+ArrowLeft': 'stepLeft',
  'Control+ArrowRight': 'stepRight',
  Home: 'first',
  End: 'last',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
};

const ZOOM = 1.5;
const LEGEND = ['running', 'ready', 'awaiting', 'created'] as const;

export class TimelineChart {
  model = new TimelineModel();
  /** The program is still there. */
  active = false;
  private lanes: readonly Lane[] = [];
  private scale: Scale = { start: 0, perPixel: 1e-3 };
  /** All of it is shown, also what comes; until the user looks closer. */
  private fitted = true;
  private selection: Selection | null = null;
  private pointedAt: Selection | null = null;
  private frame = 0;

  private readonly chart = element('chart');
  private readonly labels = element('labels');
  private readonly mark = document.createElement('div');
  private readonly filter = element('filter') as HTMLInputElement;
  private readonly painter = new Painter(
    element('lanes') as HTMLCanvasElement,
    element('rulerCanvas') as HTMLCanvasElement,
  );

  constructor(private readonly send: (message: FromPage) => void) {
    this.mark.id = 'mark';
    this.mark.setAttribute('role', 'img');
    element('window').append(this.mark);
    this.listen();
    this.drawLegend();
    this.changed();
  }

  reset(model: TimelineModel): void {
    this.model = model;
    this.selection = this.pointedAt = null;
    this.fitted = true;
    this.showDetail();
  }

  /** Draws it anew, once for however many changes until the next frame. */
  changed(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw());
  }

  // --- drawing

  private draw(): void {
    this.frame = 0;
    this.lanes = this.model.matching(this.filter.value);
    const { model, lanes, chart } = this;
    element('empty').hidden = model.lanes.length > 0;
    element('space').style.height = `${lanes.length * ROW_HEIGHT}px`;
    const { width, height } = this.size();
    if (this.fitted) this.scale = fit(model.start, model.now, width);
    const { scrollTop } = chart;
    const { first, end } = visibleRows(scrollTop, height, lanes.length);
    const shown = lanes.slice(first, end);
    const selectedRow = this.rowOf(this.selection?.lane);
    const arrows = this.arrows(this.pointedAt ?? this.selection);
    this.painter.paint(
      { model, lanes: shown, firstRow: first, scrollTop, scale: this.scale, arrows, selectedRow },
      width,
      height,
    );
    this.painter.paintRuler(this.scale, model.start, width, 18);
    this.drawLabels(shown, first, selectedRow);
    this.placeMark(selectedRow, width);
    element('summary').textContent = summaryText(model, lanes.length, this.active);
  }

  private drawLabels(lanes: readonly Lane[], first: number, selectedRow: number): void {
    const rows = lanes.map((lane, i) => {
      const row = document.createElement('div');
      row.textContent = row.title = laneText(this.model, lane);
      row.style.top = `${(first + i) * ROW_HEIGHT - this.chart.scrollTop}px`;
      row.classList.toggle('selected', first + i === selectedRow);
      row.addEventListener('click', () => this.select(selectAt(lane, lane.segments.at(-1)?.from ?? 0)));
      row.addEventListener('dblclick', () => this.send({ type: 'reveal', taskId: lane.id }));
      return row;
    });
    this.labels.replaceChildren(...rows);
  }

  /** A frame around the selected segment, which screen readers read. */
  private placeMark(row: number, width: number): void {
    const { selection, mark, model, scale } = this;
    mark.hidden = selection === null || row < 0;
    if (selection === null || mark.hidden) return;
    const left = Math.max(0, xOf(scale, selection.segment.from));
    const right = Math.min(width, xOf(scale, selection.segment.to ?? model.now));
    mark.hidden = right < 0 || left > width;
    mark.style.left = `calc(var(--labels) + ${left - 2}px)`;
    mark.style.width = `${Math.max(6, right - left + 4)}px`;
    mark.style.top = `${row * ROW_HEIGHT - this.chart.scrollTop}px`;
  }

  /** Who made the task, whom it made, who woke it for the step that is selected. */
  private arrows(about: Selection | null): Arrow[] {
    const lane = this.model.lane(about?.lane);
    if (about === null || lane === undefined) return [];
    const row = this.rowOf(lane.id);
    const arrows: Arrow[] = [];
    const add = (from: number, to: number, time: number) => {
      if (from >= 0 && to >= 0 && from !== to) arrows.push({ from, to, time });
    };
    for (const cause of [lane.creation, wakeUp(lane, about.segment)])
      if (cause?.by !== undefined) add(this.rowOf(cause.by), row, cause.time);
    this.lanes.forEach(({ creation }, other) => {
      if (creation?.by === lane.id) add(row, other, creation.time);
    });
    return arrows;
  }

  private drawLegend(): void {
    const parts = LEGEND.flatMap((state) => {
      const colour = document.createElement('i');
      colour.style.background = this.painter.colourOf(state);
      return [colour, state];
    });
    element('legend').replaceChildren(...parts);
  }

  // --- selecting

  private select(selection: Selection | null): void {
    if (selection === null) return;
    this.selection = selection;
    const row = this.rowOf(selection.lane);
    if (row >= 0) this.chart.scrollTop = scrollTo(row, this.chart.scrollTop, this.chart.clientHeight);
    if (!this.fitted) {
      const { from, to } = selection.segment;
      this.scale = reveal(this.scale, from, to ?? this.model.now, this.size().width);
    }
    this.mark.setAttribute('aria-label', announce(this.model, selection));
    this.showDetail();
    this.changed();
  }

  private showDetail(): void {
    const about = this.pointedAt ?? this.selection;
    const lines = about === null ? [] : describe(this.model, about);
    element('detail').replaceChildren(...lines.map((line) => this.lineElement(line)));
  }

  private lineElement(line: Line): HTMLElement {
    const row = document.createElement('div');
    for (const { text, place, task } of line) {
      if (place === undefined && task === undefined) {
        row.append(text);
        continue;
      }
      const link = document.createElement('button');
      link.className = 'link';
      link.textContent = text;
      link.addEventListener('click', () => {
        const lane = this.model.lane(task?.id);
        if (place) this.send({ type: 'open', frame: place });
        else if (lane && task) this.select(selectAt(lane, task.time));
      });
      row.append(link);
    }
    return row;
  }

  private openSource(selection: Selection | null): void {
    const place = selection && this.model.place(selection.segment.place);
    if (place) this.send({ type: 'open', frame: place });
  }

  private rowOf(id: number | undefined): number {
    return id === undefined ? -1 : this.lanes.findIndex((lane) => lane.id === id);
  }

  private at(event: MouseEvent): Selection | null {
    const box = element('lanes').getBoundingClientRect();
    const lane = this.lanes.at(Math.floor((event.clientY - box.top + this.chart.scrollTop) / ROW_HEIGHT));
    const segment = lane && segmentAt(lane, this.scale, event.clientX - box.left, this.model.now);
    return segment ? { lane: lane.id, segment } : null;
  }

  // --- keys and the mouse

  private listen(): void {
    const { chart, mark } = this;
    const canvas = element('lanes');
    chart.addEventListener('keydown', (event) => this.key(event));
    chart.addEventListener('scroll', () => this.changed());
    chart.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    canvas.addEventListener('mousemove', (event) => this.point(this.at(event)));
    canvas.addEventListener('mouseleave', () => this.point(null));
    canvas.addEventListener('click', (event) => {
      const found = this.at(event);
      this.select(found);
      this.openSource(found);
    });
    mark.addEventListener('click', () => this.openSource(this.selection));
    this.filter.addEventListener('input', () => this.changed());
    element('zoomIn').addEventListener('click', () => this.zoom(ZOOM));
    element('zoomOut').addEventListener('click', () => this.zoom(1 / ZOOM));
    element('fit').addEventListener('click', () => this.fitAll());
    new ResizeObserver(() => this.changed()).observe(chart);
    new MutationObserver(() => {
      this.painter.refreshColours();
      this.drawLegend();
      this.changed();
    }).observe(document.body, { attributes: true, attributeFilter: ['class', 'style'] });
  }

  private key(event: KeyboardEvent): void {
    const control = event.ctrlKey || event.metaKey;
    const direction = KEYS[`${control ? 'Control+' : ''}${event.key}`] as Move | undefined;
    const rows = Math.max(1, Math.floor(this.chart.clientHeight / ROW_HEIGHT) - 1);
    if (direction !== undefined) this.select(move(this.lanes, this.selection, direction, rows));
    else if (control || event.altKey) return;
    else if (event.key === 'Enter' || event.key === ' ') this.openSource(this.selection);
    else if (event.key === '+' || event.key === '=') this.zoom(ZOOM);
    else if (event.key === '-') this.zoom(1 / ZOOM);
    else if (event.key === '0') this.fitAll();
    else if (event.key === 'w' && this.selection) this.select(causer(this.model, this.selection));
    else if (event.key === 'p' && this.selection) this.selectParent(this.selection);
    else return;
    event.preventDefault();
  }

  private selectParent({ lane: id }: Selection): void {
    const { creation } = this.model.lane(id) ?? {};
    const parent = this.model.lane(this.model.parent(id));
    if (parent) this.select(selectAt(parent, creation?.time ?? 0));
  }

  /** With Control: closer or farther at the mouse. Sideways, or with Shift: along the time. */
  private wheel(event: WheelEvent): void {
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      this.zoom(Math.exp(-event.deltaY / 200), event.clientX - element('lanes').getBoundingClientRect().left);
    } else if (sideways !== 0) {
      this.fitted = false;
      this.scale = pan(this.scale, sideways);
    } else return;
    event.preventDefault();
    this.changed();
  }

  /** Around the selection, where it is in sight, or else the middle. */
  private zoom(factor: number, at?: number): void {
    const { width } = this.size();
    const selected = this.selection === null ? -1 : xOf(this.scale, this.selection.segment.from);
    this.fitted = false;
    this.scale = zoom(this.scale, factor, at ?? (selected >= 0 && selected <= width ? selected : width / 2));
    this.changed();
  }

  private fitAll(): void {
    this.fitted = true;
    this.changed();
  }

  private point(selection: Selection | null): void {
    if (selection?.segment === this.pointedAt?.segment) return;
    this.pointedAt = selection;
    this.showDetail();
    this.changed();
  }

  private size(): { width: number; height: number } {
    const width = this.chart.clientWidth - this.labels.clientWidth;
    return { width: Math.max(50, width), height: this.chart.clientHeight };
  }
}

function element(id: string): HTMLElement {
  return document.getElementById(id)!;
}
