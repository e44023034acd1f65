import { readFileSync, writeFileSync } from 'node:fs';
import { attempt } from './attempt';
import { attempts, PAGE, page } from './page';
import { SILENT } from './silent';

const found = attempts();
const all = [...found.values()].flat();

test('the app that every configuration changes gets no word', () => {
  const build = (world: Parameters<Parameters<typeof attempt>[0]['build']>[0]) => {
    world.ingest();
    world.replayer();
  };
  expect(attempt({ name: 'right', build })).toMatchObject({ outcome: 'silent', words: [] });
});

test('each configuration has a name of its own', () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

test('no configuration is silent but those that are listed with a reason', () => {
  expect(
    all
      .filter(({ outcome }) => outcome === 'silent')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(SILENT).sort());
});

test('each refusal is a sentence of this library, and none a failure by chance', () => {
  expect(all.filter(({ meant }) => !meant)).toEqual([]);
});

test('each warning is the only one, so that it is about the mistake', () => {
  expect(all.filter(({ outcome, words }) => outcome === 'warned' && words.length !== 1)).toEqual([]);
});

test('the page of wrong configurations is the one that is published', () => {
  if (process.env.UPDATE_WRONG_CONFIGURATIONS) writeFileSync(PAGE, page(found));
  expect(readFileSync(PAGE, 'utf8')).toBe(page(found));
});
