import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { REPOSITORY } from '../../../local/process/places';
import { ALL_ROWS } from '../../../src/monitoring/alarm-table';
import { MONTHLY_DRILL, monitor, newPipeline } from '../../constructs/monitoring/pipeline';
import { newStack } from '../../constructs/support/stacks';
import { isInSources } from '../../e2e/runbooks/sources';
import { SAID_BY_SERVICES } from './said-by-services';

const FOLDER = join(REPOSITORY, 'docs', 'how-to', 'troubleshoot');

const PAGES = readdirSync(FOLDER).map((file) => ({ file, text: readFileSync(join(FOLDER, file), 'utf8') }));
const RUNBOOKS = PAGES.filter(({ file }) => file !== 'README.md');
const INDEX = PAGES.find(({ file }) => file === 'README.md')?.text ?? '';

/** The alarms of S3FilesMonitoring. */
const ALARMS = [...new Set(ALL_ROWS.map(({ id }) => id))];

const kebab = (id: string) => id.replace(/(?<=.)(?=[A-Z])/g, '-').toLowerCase();
const anchors = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/\s/g, '-'));

test.each(ALARMS)('the alarm %s has one section, to which the index leads', (alarm) => {
  const [page, ...others] = RUNBOOKS.filter(({ text }) => anchors(text).includes(kebab(alarm)));
  expect(others).toEqual([]);
  expect(INDEX).toContain(`| ${alarm} | `);
  expect(INDEX).toContain(`](${page?.file}#${kebab(alarm)}) |`);
});

const stack = newStack();
const pipeline = newPipeline(stack);
pipeline.replayer.drill('Monthly', MONTHLY_DRILL);
monitor(stack, pipeline);
const DESCRIPTIONS = Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(
  ([id, { Properties }]) => ({ id, description: String(Properties.AlarmDescription) }),
);
const HERE = 'https://github.com/cdk-s3files/cdk-s3files/blob/main/docs/how-to/troubleshoot/';

test.each(DESCRIPTIONS)('the description of $id leads to its section', ({ id, description }) => {
  const [file, anchor] = description.slice(description.indexOf(HERE) + HERE.length).split('#');
  const [page] = RUNBOOKS.filter((runbook) => runbook.file === file);
  expect(description).toMatch(/^(Page|Ticket)\. [A-Z][^.]+\. https:/);
  expect(anchors(page?.text ?? '')).toContain(anchor);
  expect(ALARMS.filter((alarm) => id.includes(alarm)).map(kebab)).toContain(anchor);
});

test('the index names no alarm that there is not', () => {
  const named = [...INDEX.matchAll(/^\| ([A-Z]\w+) \| \[/gm)].map(([, alarm]) => alarm);
  expect(named.sort()).toEqual([...ALARMS].sort());
});

test.each(RUNBOOKS)('$file says how it shows, and has three steps and what to do', ({ file, text }) => {
  expect(text).toContain('**How it shows:**');
  expect(text).toMatch(/\*\*Most likely\*\*/i);
  expect(text.match(/^## \d\. /gm)).toEqual(['## 1. ', '## 2. ', '## 3. ']);
  expect(text).toContain('\n## What to do\n');
  expect(INDEX).toContain(`](${file})`);
});

/** The pieces of code in the prose of a page. */
function quotedIn(text: string): string[] {
  const prose = text.replace(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/`([^`]+)`/g)].map(([, quoted]) => quoted.replace(/\s+/g, ' '));
}

const VARIABLES = [...INDEX.matchAll(/^\| ((?:`[A-Z_]+`(?:, )?)+) \|/gm)].flatMap(([, names]) =>
  names.match(/[A-Z_]+/g),
);

const QUOTED = PAGES.flatMap(({ file, text }) => [...new Set(quotedIn(text))].map((quoted) => ({ file, quoted })));

test.each(QUOTED)('$file quotes "$quoted" as the code or the service has it', ({ file, quoted }) => {
  const { text } = PAGES.find((page) => page.file === file) ?? { text: '' };
  const isOfPage = VARIABLES.includes(quoted) || text.replace(/^(?!```).*`.*$/gm, '').includes(quoted);
  expect(isOfPage || quoted in SAID_BY_SERVICES || isInSources(asInSources(quoted))).toBe(true);
});

/**
 * Turns a page's way to write a setting into the code's: `"dry_run": false`, `enabled: false`, `FileLayout.segments()`.
 */
function asInSources(quoted: string): string {
  return quoted
    .replace(/^"?(\w+)"?: .*$/, '$1')
    .replace(/^(?:\w+)?\.(\w+)\(\)$/, '$1')
    .replace(/<[a-z ]+>/g, '…');
}

const METRICS = PAGES.flatMap(({ file, text }) =>
  [...text.matchAll(/\bmetric (\S+) (\w+) (?:Sum|Maximum|Average) /g)].map(([, namespace, name]) => ({
    file,
    namespace,
    name,
  })),
);

test.each(METRICS)('$file asks for the metric $name of $namespace, which there is', ({ namespace, name }) => {
  expect(['"$NAMESPACE"', 'AWS/Lambda', 'AWS/S3/Files']).toContain(namespace);
  expect(isInSources(name) || name in SAID_BY_SERVICES || COMMON_METRICS.includes(name)).toBe(true);
});

/** The metrics that every Lambda function and event source mapping has. */
const COMMON_METRICS = ['MaxOffsetLag', 'ProvisionedPollers', 'Duration'];

const MESSAGES = PAGES.flatMap(({ file, text }) =>
  [...text.matchAll(/message = "([^"]+)"/g)].map(([, message]) => ({ file, message })),
);

test.each(MESSAGES)('$file asks for the line "$message", which a handler logs', ({ message }) => {
  expect(isInSources(message)).toBe(true);
});

test('nothing is said by services that no page quotes', () => {
  const all = new Set(QUOTED.map(({ quoted }) => quoted));
  expect(Object.keys(SAID_BY_SERVICES).filter((text) => !all.has(text))).toEqual([]);
});
