import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { envelopeText } from '../../lambda-runtime/records/envelope';
import { Supervisor } from '../../local/process/supervisor';
import {
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaRecordsTable,
  KafkaToS3FilesIngest,
  RecordsViewColumnType,
} from '../../src';
import { newCluster, newStack, newVpc } from '../constructs/support/stacks';
import { PythonTool } from '../evidence/compliance/python-tool';
import { aRecord } from '../handlers/support/records';
import { BLOCKS } from '../packaging/docs/pages';

// The queries for Amazon Athena, and the tutorial's. Athena is not to be had here: DuckDB runs what both understand.

const DUCKDB = new PythonTool('duckdb==2.0.1');
const supervisor = new Supervisor().guardThisProcess();
beforeAll(async () => {
  const lacking = DUCKDB.whatIsLacking();
  if (lacking !== undefined) throw new Error(lacking);
  await DUCKDB.install(supervisor);
});
afterAll(() => supervisor.end());

interface Column {
  readonly Name: string;
  readonly Type: string;
}

/** The columns of the table and of its view, by their names, as the template has them. */
function columnsOf(layout?: FileLayout): Record<string, Record<string, string>> {
  const stack = newStack();
  const props = { vpc: newVpc(stack), cluster: newCluster(stack), topic: 'orders', layout };
  const ingest = new KafkaToS3FilesIngest(stack, 'Ingest', props);
  const columns = [
    { name: 'customer', path: 'customer.id' },
    { name: 'total', type: RecordsViewColumnType.DOUBLE },
  ];
  const view = { viewName: 'orders_view', columns };
  new KafkaRecordsTable(stack, 'Table', { ingest, databaseName: 'events', tableName: 'orders', view });
  const tables = Object.values(Template.fromStack(stack).findResources('AWS::Glue::Table'));
  return Object.fromEntries(
    tables.map(({ Properties: { TableInput } }) => [
      TableInput.Name,
      Object.fromEntries(
        [...TableInput.StorageDescriptor.Columns, ...(TableInput.PartitionKeys ?? [])].map(({ Name, Type }: Column) => [
          Name,
          Type,
        ]),
      ),
    ]),
  );
}

const HIVE = FileLayout.segments({
  directories: [FileDirectory.hiveTime(DirectoryTimeUnit.HOUR), FileDirectory.topicPartition()],
});
const AT = { year: '2026', month: 4, day: 13, hour: 22 };
const value = (id: string, total: number) => JSON.stringify({ customer: { id }, total });

/** The rows of the view, and of the table beneath it, where one record is there twice. */
const ROWS: Readonly<Record<string, readonly object[]>> = {
  orders_view: [
    { customer: 'acme', total: 2.5, ...AT },
    { customer: 'acme', total: 4, ...AT },
    { customer: 'acme', total: 1, ...AT, day: 12 },
  ],
  orders: [1, 1, 2].map((offset) => ({ topic: 'orders', partition: 0, offset, value: value('acme', offset), ...AT })),
};
const OF_DAYS = ['04/13/06', '04/13/07', '04/14/01'].map((hour) => ({ value: value('acme', 1), dt: `2026/${hour}` }));

const STATEMENTS = BLOCKS.filter(({ language, marks }) => language === 'sql' && !marks.startsWith('duckdb')).map(
  ({ place, code }) => ({ place, code, name: /FROM (\w+\.\w+)/.exec(code)?.[1] ?? 'no.table' }),
);

test('there are queries of the README, the how-to and the examples', () => {
  expect(STATEMENTS.map(({ place }) => place.split('/')[0]?.replace(/:.*/, '')).sort()).toEqual([
    'README.md',
    'docs',
    'docs',
    'examples',
    'examples',
  ]);
});

test.each(STATEMENTS)('the query of $place answers, over columns as the template has them', async (statement) => {
  const { place, code, name } = statement;
  const table = name.split('.')[1] ?? '';
  const isOfDays = place.startsWith('README.md');
  const given = {
    tables: {
      [name]: { columns: columnsOf(isOfDays ? undefined : HIVE)[table], rows: isOfDays ? OF_DAYS : ROWS[table] },
    },
    query: code,
  };
  const script = join(__dirname, 'query', 'statement.py');
  const answer: object[] = JSON.parse(await DUCKDB.python(supervisor, [script, JSON.stringify(given)]));
  if (isOfDays) {
    expect(answer.map((row) => Object.values(row))).toEqual([['acme', 2]]);
  } else if (table === 'orders_view') {
    expect(answer.map((row) => Object.values(row))).toEqual([['acme', 6.5]]);
  } else {
    expect(answer).toHaveLength(2);
    expect(answer).toContainEqual(expect.objectContaining({ offset: 2, copy: 1 }));
  }
});

/** The programs of Python that stand among the tutorial's commands. */
const PROGRAMS = BLOCKS.filter(({ page }) => page === 'docs/tutorial/first-pipeline.md').flatMap(({ code }) =>
  [...code.matchAll(/^python3 - <<'END'\n(.*?)^END$/gms)].map(([, program = '']) => program),
);
const DEMO_FOLDER = /\/tmp\/cdk-s3files-\w+\/envelope/;

test.each([
  {
    step: "over the demo's files",
    file: 's3files-demo-events/2026/a.record.json',
    values: [['{"city":"Zürich"}'], ['no JSON'], [null]],
    says: [/│ Zürich *│ +1 │/, /│ NULL *│ +2 │/],
  },
  {
    step: 'over the files that were copied from the bucket',
    file: 'small/2026/04/13/22/orders+0/a.records.ndjson',
    values: [[value('acme', 12.5), value('globex', 7)]],
    says: [/│ acme *│ +12\.5 │/, /│ globex *│ +7\.0 │/],
  },
])('the query of the tutorial answers $step what the page says', async ({ step, file, values, says }) => {
  const folder = supervisor.temporaryFolder();
  for (const [index, ofFile] of values.entries()) {
    const path = join(folder, file.replace('/a.', `/${index}/a.`));
    mkdirSync(dirname(path), { recursive: true });
    const lines = ofFile.map((text) =>
      envelopeText(aRecord({ offset: index, value: text === null ? null : Buffer.from(text) })),
    );
    writeFileSync(path, `${lines.join('\n')}\n`);
  }
  const program = PROGRAMS.find((one) => DEMO_FOLDER.test(one) === step.includes('demo')) ?? '';
  const here = `import os; os.chdir(${JSON.stringify(folder)})\n`;
  const printed = await DUCKDB.python(supervisor, ['-c', here + program.replace(DEMO_FOLDER, folder)]);
  for (const line of says) expect(printed).toMatch(line);
  expect(PROGRAMS).toHaveLength(2);
});
