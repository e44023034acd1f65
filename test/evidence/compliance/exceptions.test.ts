import { type Exception, unusedExceptions, withoutExceptions } from './exceptions';

const exception: Exception = { rules: ['A', 'B'], where: /\/Bucket$/, reason: 'for the test' };

test('a finding is excepted by its rule and by where it is', () => {
  const findings = [
    { rule: 'A', where: 'Files/Bucket' },
    { rule: 'A', where: 'Files/Role' },
    { rule: 'C', where: 'Files/Bucket' },
  ];
  expect(withoutExceptions(findings, [exception])).toEqual(findings.slice(1));
});

test('a rule that finds nothing any more is told', () => {
  expect(unusedExceptions([{ rule: 'A', where: 'Files/Bucket' }], [exception])).toEqual(['B at /\\/Bucket$/']);
});
