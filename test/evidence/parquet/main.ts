/**
 * Reads Parquet files of the handler's with DuckDB and Apache Arrow, and compares every row; measures what the same records
 * take in each format. With UPDATE_PARQUET=1 it writes docs/evidence/parquet.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runCommand } from '../../../local/process/command';
import { bringNode24 } from '../../../local/process/node24';
import { REPOSITORY } from '../../../local/process/places';
import { Supervisor } from '../../../local/process/supervisor';
import { PARQUET_COMPRESSIONS } from '../../../src/contract/record-formats';
import { bundleScript } from '../../handlers/support/bundle';
import { PythonTool } from '../compliance/python-tool';
import { type Findings, parquetPage } from './page';

const READERS = [
  { name: 'DuckDB', module: 'duckdb', tool: new PythonTool('duckdb==2.0.1') },
  { name: 'Apache Arrow', module: 'pyarrow', tool: new PythonTool('pyarrow==26.0.1') },
];

/** The page has so many; all other runs look at the order of magnitude alone. */
const RECORDS_OF_PAGE = 1_000_000;
const RECORDS_OF_RUN = 40_000;

async function main(): Promise<void> {
  const supervisor = new Supervisor().guardThisProcess();
  const folder = supervisor.temporaryFolder();
  const node = await bringNode24(supervisor);
  const script = bundleScript(join(__dirname, 'script.ts'), supervisor.temporaryFolder());
  const count = process.env.UPDATE_PARQUET ? RECORDS_OF_PAGE : RECORDS_OF_RUN;
  const sizes: Findings['sizes'] = JSON.parse(
    await runCommand(supervisor, node, [script, folder, `${count}`], {
      failure: 'could not write and measure the files',
    }),
  );
  const expected: readonly unknown[] = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
  const schemas: Record<string, string[]> = {};
  for (const { name, module, tool } of READERS) {
    const lacking = tool.whatIsLacking();
    if (lacking !== undefined) throw new Error(lacking);
    await tool.install(supervisor);
    for (const compression of PARQUET_COMPRESSIONS) {
      const file = join(folder, `${compression}.records.parquet`);
      const { schema, rows } = JSON.parse(
        await tool.python(supervisor, [join(__dirname, 'read.py'), module, file]),
      ) as { schema: string[]; rows: unknown[] };
      const wrong = expected.findIndex((row, index) => !isDeepStrictEqual(row, rows[index]));
      if (wrong >= 0 || rows.length !== expected.length) {
        throw new Error(
          `${name} reads row ${wrong} of ${file} as ${JSON.stringify(rows[wrong])}, not ${JSON.stringify(expected[wrong])}`,
        );
      }
      console.log(
        `${name} reads all ${rows.length} rows of the file with compression ${compression} as they were written`,
      );
      schemas[`${name} (${tool.requirement})`] = schema;
    }
  }
  const page = parquetPage({ rows: expected.length, schemas, sizes, machine: `${cpus().length} processors` });
  if (process.env.UPDATE_PARQUET) writeFileSync(join(REPOSITORY, 'docs', 'evidence', 'parquet.md'), page);
  console.log(page);
  await supervisor.end();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
