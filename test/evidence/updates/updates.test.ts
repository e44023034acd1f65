import { readFileSync, writeFileSync } from 'node:fs';
import { NOT_DEPLOYED } from './not-deployed';
import { leadOf, PAGE, page, REGENERATE, SECTIONS } from './page';
import { propertiesOf, structures } from './structures';
import { replaces } from './words';

const measured = new Map(SECTIONS.map((section) => [section, section.rows()]));

test('every structure of the interface has a section, or a reason why it has none', () => {
  const told = [...SECTIONS.map(({ struct }) => struct), ...Object.keys(NOT_DEPLOYED)];
  expect(told.sort()).toEqual([...structures().keys()].sort());
});

test.each(SECTIONS.map((section) => [section.struct, section] as const))(
  'every property of %s is tried',
  (struct, section) => {
    expect([...section.properties].sort()).toEqual([...propertiesOf(struct).keys()].sort());
  },
);

test('every change changes a template, unless the page says why not', () => {
  const all = [...measured].flatMap(([{ struct }, rows]) => rows.map((row) => ({ ...row, struct })));
  const idle = all
    .filter(({ steps, note }) => steps.length === 0 && !note)
    .map(({ struct, property }) => `${struct}.${property}`);
  expect(idle).toEqual([]);
});

/** The structures whose members are said to replace something where the structure is given. */
const TOLD_ABOVE = ['PosixUser', 'Acl'];

test.each([
  ['AWS::S3Files::FileSystem', /replaces? the file system/],
  ['AWS::Lambda::EventSourceMapping', /replaces? the event source mapping/],
  ['AWS::S3Files::AccessPoint', /replaces? the (access point|file system)/],
])('a property whose change replaces %s says so', (type, words) => {
  const replacing = [...measured].flatMap(([{ struct }, rows]) =>
    rows.filter(({ steps }) => replaces(steps, type)).map(({ property }) => ({ struct, property })),
  );
  const silent = replacing.filter(
    ({ struct, property }) => !TOLD_ABOVE.includes(struct) && !words.test(propertiesOf(struct).get(property) ?? ''),
  );
  expect(replacing.length).toBeGreaterThan(5);
  expect(silent).toEqual([]);
});

test(`docs/how-to/change-a-deployed-stack.md says what is measured; if it does not: ${REGENERATE}`, () => {
  const published = readFileSync(PAGE, 'utf8');
  const renewed = page(leadOf(published), measured);
  if (process.env.UPDATE_CHANGES) writeFileSync(PAGE, renewed);
  expect(readFileSync(PAGE, 'utf8')).toBe(renewed);
});
