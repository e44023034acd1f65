import { metricsOf, periodOf, statesOf } from '../../local/cloudwatch/deployed-alarm';
import { escapeText } from '../demo/text';
import type { Dashboard, Widget } from './dashboard';
import { graph, singleValues } from './graph';
import { linesOf } from './lines';
import { markdownToHtml } from './markdown';
import { type MetricStore, STRETCH } from './metric-store';
import { PREVIEW_STYLE } from './style';

/** A dashboard with the metrics of a run as one page that needs nothing else: no script, no font, no picture. */
export function previewPage(dashboard: Dashboard, store: MetricStore): string {
  const widgets = [...dashboard.widgets].sort((a, b) => a.y - b.y || a.x - b.x);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The dashboard of S3FilesMonitoring</title>
<style>${PREVIEW_STYLE}</style>
</head>
<body>
<header>
<h1>The dashboard of S3FilesMonitoring</h1>
<p>Its body comes from the construct, as Amazon CloudWatch gets it. What it shows comes from a run of the demo on ${store.startedAt.toISOString().slice(0, 10)}:
the metrics that the handlers wrote, and those of AWS Lambda that the stand-ins know. So that a run of seconds fills it, one second counts as ${STRETCH / 60} minutes:
each point is a second. What only AWS counts has no data here.</p>
</header>
<main>
${widgets.map((widget) => article(widget, dashboard, store)).join('\n')}
</main>
</body>
</html>
`;
}

function article(widget: Widget, dashboard: Dashboard, store: MetricStore): string {
  const { x, y, width, height, properties, type } = widget;
  const place = `grid-area:${y + 1}/${x + 1}/span ${height}/span ${width}`;
  const title = properties.title === undefined ? '' : `<h2>${escapeText(properties.title)}</h2>`;
  return `<article class="${escapeText(type)}" style="${place}">${title}${contentOf(widget, dashboard, store)}</article>`;
}

function contentOf({ type, properties }: Widget, { alarms }: Dashboard, store: MetricStore): string {
  switch (type) {
    case 'text':
      return markdownToHtml(properties.markdown ?? '');
    case 'metric': {
      const lines = linesOf(properties, store);
      return properties.view === 'singleValue' ? singleValues(lines) : graph(properties, lines, store.end);
    }
    case 'alarm':
      return `<ul class="alarms">${(properties.alarms ?? []).map((id) => alarmItem(id, alarms, store)).join('')}</ul>`;
    case 'log':
      return `<pre>${escapeText(properties.query ?? '')}</pre><p><i>no data here: only Amazon CloudWatch Logs runs queries</i></p>`;
    default:
      throw new Error(`widgets of the type '${type}' are not drawn here: add them to page.ts`);
  }
}

function alarmItem(id: string, alarms: Dashboard['alarms'], store: MetricStore): string {
  const alarm = alarms.get(id);
  if (alarm === undefined) throw new Error(`the dashboard shows the alarm ${id}, which the template does not have`);
  const states = statesOf(alarm, (metric) => store.samplesOf(metric), store.end);
  const state = states.at(-1) ?? 'INSUFFICIENT_DATA';
  const first = states.indexOf('ALARM');
  // The handlers send no count of zero: of theirs, nothing is an answer, too.
  const isKnown = metricsOf(alarm).some(
    (metric) => !metric.namespace.startsWith('AWS/') || store.samplesOf(metric).length > 0,
  );
  const notes = [
    state.replace('_', ' ').toLowerCase(),
    ...(first < 0 || state === 'ALARM' ? [] : [`raised at ${Math.round((first * periodOf(alarm)) / STRETCH)} s`]),
    ...(isKnown || state === 'INSUFFICIENT_DATA' ? [] : ['no data here']),
  ];
  return `<li class="${isKnown ? state : 'UNKNOWN'}"><b>${notes.join(', ')}</b>${escapeText(nameOf(id))}</li>`;
}

/** A logical id without the hash at its end, and without the construct that all alarms are below. */
function nameOf(id: string): string {
  return id.replace(/[0-9A-F]{8}$/, '').replace(/^MonitoringAlarms/, '');
}
