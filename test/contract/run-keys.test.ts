import {
  beginningKey,
  checkpointKey,
  isRunName,
  manifestKey,
  partitionsKey,
  RUNS_FOLDER,
  resultsFolder,
  summaryKey,
} from '../../src/contract/run-keys';
import { definitionOf, Pipeline } from '../constructs/replayer/replayers';

test('a run has these objects', () => {
  expect([
    partitionsKey('night'),
    manifestKey('night', 'orders+3'),
    checkpointKey(manifestKey('night', 'orders+3')),
    beginningKey('night'),
    resultsFolder('night'),
    summaryKey('night'),
  ]).toEqual([
    'runs/night/partitions.json',
    'runs/night/manifests/orders+3.ndjson.gz',
    'runs/night/checkpoints/orders+3.json',
    'runs/night/beginning.json',
    'runs/night/results',
    'runs/night/summary.json',
  ]);
});

test('a manifest of another name has its checkpoint beside it', () => {
  expect(checkpointKey('mine.gz')).toBe('mine.gz.checkpoint.json');
});

test('the workflow writes the results of its parts into the folder of the run', () => {
  const given = new Pipeline();
  given.replayer();
  expect(JSON.stringify(definitionOf(given.stack))).toContain(
    `{% '${RUNS_FOLDER}' & $states.context.Execution.Name & '/results' %}`,
  );
});

test.each(['replay-2026-04-13', 'é', 'a'.repeat(80)])('a run may be called %s', (name) => {
  expect(isRunName(name)).toBe(true);
});

test.each(['', 'a b', 'a/b', 'a\n', 'a'.repeat(81), 7, undefined])('a run may not be called %j', (name) => {
  expect(isRunName(name)).toBe(false);
});
