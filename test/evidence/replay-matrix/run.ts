import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../e2e/replayer/world';
import { COLUMNS, COMPRESSIONS, type Column, ingestVariables, REPLAYER_VARIABLES } from './columns';
import { linesByPartition, type Span } from './comparison';
import { TARGET_PARTITIONS } from './oracle';
import { BATCHES, eventOf } from './records';
import { ROWS, type Row } from './rows';

/** The answer of one replay, and the records in its topics afterwards. */
export interface CellResult {
  readonly answer: { readonly published: number; readonly skipped: number };
  /** The records by the partitions of the target topic. */
  readonly lines: readonly (readonly string[])[];
  /** The same of the topic that the row's mapping names. */
  readonly mappedLines: readonly (readonly string[])[];
}

export type MatrixResult = ReadonlyMap<string, CellResult>;

function cellName(row: Row, column: Column, compression: string): string {
  return `${row.name} of ${column.name} ${compression}`;
}

const MOUNTS = COLUMNS.flatMap((column) => COMPRESSIONS.map((compression) => ({ column, compression })));
const AT_ONCE = 3;

/** Writes every column's files by the ingest function, and runs every row's replay over them, each into its own topic. */
export async function runMatrix(world: World): Promise<MatrixResult> {
  const topics = MOUNTS.flatMap(({ column, compression }) =>
    ROWS.flatMap((row) => topicsOf(row, cellName(row, column, compression))),
  );
  await world.topics.create(topics, TARGET_PARTITIONS);
  const answers = new Map<string, Pick<CellResult, 'answer'> & Span>();
  const waiting = [...MOUNTS];

  async function replayAll(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { column, compression } = next;
      const mount = join(world.supervisor.temporaryFolder(), 'mount');
      mkdirSync(mount);
      await ingest(world, mount, column, compression);
      const defaultTopic = topicOf(cellName(ROWS[0], column, compression));
      const replayer = await world.replayer(mount, defaultTopic, REPLAYER_VARIABLES);
      for (const row of ROWS) {
        const cell = cellName(row, column, compression);
        const from = Date.now();
        const answer = await replayer.invoke(payloadOf(row, cell));
        answers.set(cell, { answer: answer as CellResult['answer'], from, to: Date.now() });
      }
      await replayer.stop();
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, replayAll));
  const found = await world.topics.read(...topics);
  const linesOf = (name: string, span: Span) =>
    linesByPartition(
      found.filter(({ topic }) => topic === name),
      span,
    );
  return new Map(
    [...answers].map(([cell, { answer, ...span }]) => [
      cell,
      { answer, lines: linesOf(topicOf(cell), span), mappedLines: linesOf(otherTopicOf(cell), span) },
    ]),
  );
}

function payloadOf({ options, namesTopic }: Row, cell: string): object {
  const { topic_mapping: mapping, ...others } = options;
  return {
    dry_run: false,
    ...others,
    ...(namesTopic && { target_topic: topicOf(cell) }),
    ...(mapping && {
      topic_mapping: Object.fromEntries(Object.keys(mapping).map((source) => [source, otherTopicOf(cell)])),
    }),
  };
}

async function ingest(world: World, mount: string, column: Column, compression: string): Promise<void> {
  const ingest = await world.ingest(mount, ingestVariables(column, compression));
  for (const batch of BATCHES) {
    const answer = JSON.stringify(await ingest.invoke(eventOf(batch)));
    if (answer !== '{"batchItemFailures":[]}') throw new Error(`'${column.name}' was not ingested whole: ${answer}`);
  }
  await ingest.stop();
}

export function resultOf(results: MatrixResult, ...cell: Parameters<typeof cellName>): CellResult {
  const result = results.get(cellName(...cell));
  if (result === undefined) throw new Error(`${cellName(...cell)} was not run`);
  return result;
}

function topicOf(cell: string): string {
  return cell.replaceAll(/\W+/g, '-');
}

function topicsOf({ options }: Row, cell: string): string[] {
  return options.topic_mapping ? [topicOf(cell), otherTopicOf(cell)] : [topicOf(cell)];
}

function otherTopicOf(cell: string): string {
  return `${topicOf(cell)}.other`;
}
