/** The Timeline's page: takes what the extension tells, draws it, and goes where keys and the mouse lead. */
import type { FromPage, ToPage } from '../timelineMessages';
import { TimelineModel } from '../timelineModel';
import { TimelineChart } from './timelineChart';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const api = acquireVsCodeApi();
const chart = new TimelineChart((message) => api.postMessage(message));

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'part':
      chart.model.add(data.part);
      break;
    case 'clear':
      chart.reset(new TimelineModel());
      break;
    case 'session':
      chart.active = data.active;
      break;
  }
  chart.changed();
});
api.postMessage({ type: 'ready' });
