import { latencyChart } from './report-chart';
import { REPORT_DATA } from './report-data';
import { flowPicture } from './report-flow';
import { histograms, scaleOf } from './report-histograms';
import { STYLE } from './report-style';
import { latencyTable, serialSentence } from './report-tables';
import { timeline } from './report-timeline';
import { type DemoResult, isEqual, type PassResult, stepOf, verdict } from './results';
import { escapeText, grouped, megabytes } from './text';

/** The demo's outcome as one page that needs nothing else: no script, no font, no picture from elsewhere. */
export function reportPage(result: DemoResult): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>cdk-s3files demo</title>
<style>${STYLE}</style>
</head>
<body>
${head(result)}
<main>
<figure>${flowPicture(result)}<figcaption>What went where, in the passes ${passNames(result)}.</figcaption></figure>
<div>
<h2>When it ran</h2>
<figure>${timeline(result)}<figcaption>Seconds since the demo's start. Bars are invocations; what is paler between them is waiting for records.</figcaption></figure>
</div>
<div>
<h2>How long a file takes</h2>
<figure>${latencyChart(result)}<figcaption>Average latency of one file, in ms, as the handlers measured it with many files in flight; serial: one file after another, with nothing else going on.</figcaption></figure>
${result.passes.map(paragraph).join('\n')}
</div>
</main>
<section>
<h2>All figures</h2>
<p class="quiet">Each row of a picture shows how many files took how long; its highest bar is as high as that of every other row. The line is p50, the dashed one p99.</p>
<div class="cards">
${cards(result)}
</div>
${problemList(result)}
<p class="quiet">All figures as JSON: <a href="${REPORT_DATA}">${REPORT_DATA}</a>. Units: MB are 1,000,000 bytes, ms are milliseconds.</p>
</section>
</body>
</html>
`;
}

function head(result: DemoResult): string {
  const { medium, nodeVersion, kafkaVersion, processors, seconds, startedAt, version } = result;
  return `<header>
<h1>Kafka topic to files, and back</h1>
<p class="verdict ${isEqual(result) ? 'good' : 'bad'}">${escapeText(verdict(result))}</p>
<p>Run in ${seconds.toFixed(0)} s on one machine: Apache Kafka and the bundled handlers are real; the event source mapping,
Lambda's runtime and Secrets Manager are local stand-ins.
The files were on this medium: <strong>${escapeText(medium.description)}</strong>.${caution(result)}</p>
<p class="quiet">cdk-s3files ${escapeText(version)}, ${escapeText(startedAt.slice(0, 16).replace('T', ' '))} UTC; Node.js ${escapeText(nodeVersion)},
Apache Kafka ${escapeText(kafkaVersion)}, ${processors} processors.</p>
</header>`;
}

/** The words a medium forbids are explained where a reader would miss them. */
function caution({ medium }: DemoResult): string {
  if (medium.firstRead.includes('cold')) return '';
  return ' Both reads come from memory there, so neither says anything about cold reads of a mounted file system.';
}

function passNames({ passes }: DemoResult): string {
  return passes.map(({ fidelity }) => `<em>${fidelity}</em>`).join(' and ');
}

function paragraph(pass: PassResult): string {
  const sentence = serialSentence(pass, stepOf(pass, 'first').seconds);
  return sentence === undefined ? '' : `<p>${escapeText(sentence)}</p>`;
}

function cards(result: DemoResult): string {
  const scale = scaleOf(result);
  return result.passes
    .flatMap(({ fidelity, classes }) =>
      classes.map(
        (each) => `<article>
<h3>${escapeText(each.name)} files, ${fidelity} pass</h3>
<p class="quiet">${grouped(each.files)} files, ${megabytes(each.bytes)} MB</p>
<figure>${histograms(each, scale, result)}</figure>
${latencyTable(each, result)}
</article>`,
      ),
    )
    .join('\n');
}

function problemList({ passes }: DemoResult): string {
  const items = passes.flatMap(({ fidelity, problems }: PassResult) =>
    problems.map((problem) => `<li>${fidelity}: ${escapeText(problem)}</li>`),
  );
  return items.length === 0 ? '' : `<h2>What differs</h2><ul>${items.join('')}</ul>`;
}
