import { CASES } from './cases';
import { unusedExceptions, withoutExceptions } from './exceptions';
import { nagFindings } from './nag';
import { NAG_EXCEPTIONS } from './nag-exceptions';

const found = CASES.map((each) => ({ name: each.name, findings: nagFindings(each) }));

test.each(found)('$name: AWS Solutions finds nothing but what is listed', ({ findings }) => {
  expect(withoutExceptions(findings, NAG_EXCEPTIONS)).toEqual([]);
});

test('every listed exception is still found', () => {
  const findings = found.flatMap((each) => each.findings);
  expect(unusedExceptions(findings, NAG_EXCEPTIONS)).toEqual([]);
});
