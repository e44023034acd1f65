import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../local/process/places';
import { Supervisor } from '../../local/process/supervisor';
import { PythonTool } from '../evidence/compliance/python-tool';
import { VARIANTS, writeAll } from './query/written';

// docs/how-to/query.md: its blocks are run as they stand there, over what the handler wrote in each format and compression.

const PAGE = readFileSync(join(REPOSITORY, 'docs', 'how-to', 'query.md'), 'utf8');

const TOOLS: Readonly<Record<string, PythonTool>> = {
  duckdb: new PythonTool('duckdb==2.0.1'),
  pandas: new PythonTool('pandas==3.1.1', 'pyarrow==26.0.1', 'zstandard==0.25.0'),
  polars: new PythonTool('polars==2.1.0'),
  pyspark: new PythonTool('pyspark==4.3.0'),
};

const BLOCKS = Array.from(PAGE.matchAll(/^```(sql|python) (\w+) (\w+)\n(.*?)^```$/gms), (found) => {
  const [, language = '', tool = '', format = '', code = ''] = found;
  return { language, tool, format, code };
});
const [, ANSWER = ''] = /^```text\n(.*?)\n```$/ms.exec(PAGE) ?? [];

const supervisor = new Supervisor().guardThisProcess();
let written: ReadonlyMap<string, string>;
beforeAll(async () => {
  written = await writeAll(supervisor);
});
afterAll(() => supervisor.end());

test('the page has a block of each tool for each format', () => {
  const told = BLOCKS.map(({ tool, format }) => `${tool} ${format}`);
  const all = Object.keys(TOOLS).flatMap((tool) => [`${tool} envelopes`, `${tool} parquet`]);
  expect(told.sort()).toEqual(all.sort());
});

test.each(BLOCKS)('$tool answers over $format in every compression what the page shows', async (block) => {
  const { language, tool: name, format, code } = block;
  const tool = TOOLS[name];
  if (tool === undefined) throw new Error(`the page has a block of ${name}: give it a package in this test`);
  const lacking = tool.whatIsLacking();
  if (lacking !== undefined) throw new Error(lacking);
  await tool.install(supervisor);
  const variants = VARIANTS.filter((variant) => variant.format === format).map((variant) => variant.name);
  const folders = variants.map((variant) => written.get(variant) ?? '');
  const output = await tool.python(supervisor, [join(__dirname, 'query', 'run.py'), language, code, ...folders]);
  const answers: string[] = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
  expect(Object.fromEntries(variants.map((variant, index) => [variant, answers[index]]))).toEqual(
    Object.fromEntries(variants.map((variant) => [variant, ANSWER])),
  );
});
