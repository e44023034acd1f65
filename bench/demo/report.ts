import { latencyChart } from './report-chart';
import { flowPicture } from './report-flow';
import { STYLE } from './report-style';
import { type DemoResult, isEqual, type PassResult, verdict } from './results';
import { escapeText, grouped, megabytes } from './text';

/** The demo's outcome as one page that needs nothing else: no script, no font, no picture from elsewhere. */
export function reportPage(result: DemoResult): string {
  const { medium, nodeVersion, seconds } = result;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>cdk-s3files demo</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Kafka topic to files, and back</h1>
<p class="verdict ${isEqual(result) ? 'good' : 'bad'}">${escapeText(verdict(result))}</p>
<p>Run in ${seconds.toFixed(0)} s on one machine: Apache Kafka and the bundled handlers are real (Node.js ${escapeText(nodeVersion)});
the event source mapping, Lambda's runtime and Secrets Manager are local stand-ins.
The files were on this medium: <strong>${escapeText(medium.description)}</strong>.${caution(result)}</p>
</header>
<main>
<figure>${flowPicture(result)}<figcaption>What went where, in the passes ${passNames(result)}.</figcaption></figure>
<div>
<figure>${latencyChart(result)}<figcaption>Average latency of one file, in ms, as the handlers measured it with many files in flight.</figcaption></figure>
<h2>All figures</h2>
<div class="scroll">${figuresTable(result)}</div>
${problemList(result)}
</div>
</main>
</body>
</html>
`;
}

/** The words a medium forbids are explained where a reader would miss them. */
function caution({ medium }: DemoResult): string {
  if (medium.firstRead.includes('cold')) return '';
  return ' Both reads come from memory there, so neither says anything about cold reads of a mounted file system.';
}

function passNames({ passes }: DemoResult): string {
  return passes.map(({ fidelity }) => `<em>${fidelity}</em>`).join(' and ');
}

function figuresTable(result: DemoResult): string {
  const { firstRead, secondRead } = result.medium;
  const headings = ['pass', 'class', 'files', 'MB', 'write avg', 'p50', 'p99', firstRead, secondRead];
  const rows = result.passes.flatMap((pass) =>
    pass.classes.map(({ name, files, bytes, write, firstRead: first, secondRead: second }) => {
      const latencies = [write.averageMs, write.p50Ms, write.p99Ms, first.averageMs, second.averageMs];
      return [pass.fidelity, name, grouped(files), megabytes(bytes), ...latencies.map((ms) => ms.toFixed(2))];
    }),
  );
  const cells = (tag: 'th' | 'td', row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeText(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells('th', headings)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`;
}

function problemList({ passes }: DemoResult): string {
  const items = passes.flatMap(({ fidelity, problems }: PassResult) =>
    problems.map((problem) => `<li>${fidelity}: ${escapeText(problem)}</li>`),
  );
  return items.length === 0 ? '' : `<h2>What differs</h2><ul>${items.join('')}</ul>`;
}
