import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';
import type { Step } from './difference';
import type { Row, Section } from './section';
import { CLUSTERS } from './sections/clusters';
import { FILE_SYSTEMS } from './sections/file-system';
import { INGESTS } from './sections/ingest';
import { MONITORINGS } from './sections/monitoring';
import { MOUNTS } from './sections/mounts';
import { QUERIES } from './sections/query';
import { REPLAYERS } from './sections/replayer';
import { changesFiles, effect, replaces } from './words';

export const PAGE = join(REPOSITORY, 'docs', 'how-to', 'change-a-deployed-stack.md');
export const REGENERATE = 'UPDATE_CHANGES=1 npx jest test/evidence/updates';

export const SECTIONS: readonly Section[] = [
  ...INGESTS,
  ...CLUSTERS,
  ...FILE_SYSTEMS,
  ...MOUNTS,
  ...REPLAYERS,
  ...QUERIES,
  ...MONITORINGS,
];

export function page(lead: string, measured: ReadonlyMap<Section, readonly Row[]>): string {
  const sections = [...measured].map(([about, rows]) => sectionOf(about, rows));
  return `${lead.trimEnd()}\n\n${START}\n\n${inShort(measured)}\n${sections.join('\n')}\n${END}\n`;
}

const START = '<!-- changes: generated -->';
const END = '<!-- end of the changes -->';

/** The effects of changes, each with a check that tells whether a change has it. */
const EFFECTS: Readonly<Record<string, (steps: readonly Step[]) => boolean>> = {
  'replaces the file system': (steps) => replaces(steps, 'AWS::S3Files::FileSystem'),
  'replaces the event source mapping': (steps) => replaces(steps, 'AWS::Lambda::EventSourceMapping'),
  'replaces the access point': (steps) =>
    replaces(steps, 'AWS::S3Files::AccessPoint') && !replaces(steps, 'AWS::S3Files::FileSystem'),
  'replaces mount targets': (steps) =>
    replaces(steps, 'AWS::S3Files::MountTarget') && !replaces(steps, 'AWS::S3Files::FileSystem'),
  'other places or formats, for new files only': changesFiles,
};

function inShort(measured: ReadonlyMap<Section, readonly Row[]>): string {
  const lines = Object.entries(EFFECTS).map(([effectOf, has]) => {
    const found = [...measured].flatMap(([{ struct }, rows]) => {
      const names = rows.filter(({ steps }) => has(steps)).map(({ property }) => `\`${property}\``);
      return names.length ? [`${struct.replace(/(Props|Options)$/, '')}: ${[...new Set(names)].join(', ')}`] : [];
    });
    return `| ${effectOf} | ${found.join('<br>')} |`;
  });
  return ['## In short', '', '| a change | of these |', '|---|---|', ...lines, '', '## By construct', ''].join('\n');
}

/** The part of the page that is written by hand. */
export function leadOf(text: string): string {
  const at = text.indexOf(START);
  if (at < 0) {
    throw new Error(`${PAGE} has no line '${START}', behind which the tables belong: put it back`);
  }
  return text.slice(0, at);
}

function sectionOf({ heading, lead }: Section, rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${nameOf(row)} | ${effect(row.steps)} | ${row.note ?? ''} |`);
  const intro = lead ? [lead, ''] : [];
  return [`### ${heading}`, '', ...intro, '| property | a change of it | mind |', '|---|---|---|', ...lines, ''].join(
    '\n',
  );
}

function nameOf({ property, how }: Row): string {
  return how ? `\`${property}\`: ${how}` : `\`${property}\``;
}
