import { COORDINATES, nameTemplateFault, nameTemplateParts } from '../../src/contract/name-template';

test('a template is read as parts of literals and placeholders', () => {
  const template = `v1-{time}+{key}{header:a+b}+{value}+${COORDINATES}`;
  expect(nameTemplateFault(template)).toBeUndefined();
  expect(nameTemplateParts(template)).toEqual([
    [{ by: 'literal', text: 'v1-' }, { by: 'time' }],
    [{ by: 'key' }, { by: 'header', name: 'a+b' }],
    [{ by: 'unknown', text: '{value}' }],
  ]);
});

test('the coordinates alone are a template without parts', () => {
  expect(nameTemplateFault(COORDINATES)).toBeUndefined();
  expect(nameTemplateParts(COORDINATES)).toEqual([]);
});

test.each([
  ['', 'end'],
  [`${COORDINATES}.json`, 'end'],
  [`a/b+${COORDINATES}`, 'parts'],
  [`{key}${COORDINATES}`, 'parts'],
  [`+${COORDINATES}`, 'parts'],
  [`.a+${COORDINATES}`, 'hidden'],
])("'%s' cannot be used: %s", (template, fault) => {
  expect(nameTemplateFault(template)).toBe(fault);
});
