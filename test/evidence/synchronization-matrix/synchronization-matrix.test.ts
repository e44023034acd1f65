import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalCloud } from '../../../local/cloudformation/local-cloud';
import { REPOSITORY } from '../../../local/process/places';
import { Apps } from './apps';
import { endings, runScenario, type ScenarioResult } from './matrix';
import { page, table } from './page';
import { SCENARIOS } from './scenarios';

const PAGE = join(REPOSITORY, 'docs', 'evidence', 'synchronization-matrix.md');

let cloud: LocalCloud;
let apps: Apps;
const results: ScenarioResult[] = [];

beforeAll(async () => {
  cloud = await LocalCloud.start();
  apps = new Apps(cloud);
});

afterAll(async () => {
  process.stdout.write(`\n${table(results)}\n`);
  await cloud.stop();
});

test.each(SCENARIOS)(
  '$name',
  async (scenario) => {
    const result = await runScenario(cloud, apps, scenario);
    results.push(result);
    const letters = result.cells.map(({ letter }) => letter);
    expect(letters).not.toContain('W');
    expect(letters.every((letter) => letter === 'O')).toBe(scenario.why === undefined);
    expect(endings(result)).toMatchSnapshot();
  },
  60_000,
);

// With this variable the page is written instead: UPDATE_SYNCHRONIZATION_MATRIX=1 npx jest test/evidence/synchronization-matrix
test('the page in docs/ says what was found', () => {
  expect(results).toHaveLength(SCENARIOS.length);
  if (process.env.UPDATE_SYNCHRONIZATION_MATRIX) writeFileSync(PAGE, page(results));
  expect(readFileSync(PAGE, 'utf8')).toBe(page(results));
});
