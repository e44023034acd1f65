import { readAction } from '../../src/contract/actions';

test('an action is read with the defaults, and lists as each name once', () => {
  expect(readAction('snapshot', {})).toEqual({ groups: undefined, topics: undefined });
  expect(readAction('snapshot', { groups: ['b-*', 'a', 'b-*'] })).toEqual({ groups: ['a', 'b-*'], topics: undefined });
});

test.each([
  [
    { group: ['a'] },
    /the payload of the action "snapshot" has the unknown key 'group' \(was 'groups' meant\?\); it may have: action, groups, topics/,
  ],
  [{ groups: null }, /groups is null, which chooses nothing; give a list of names or patterns/],
  [{ groups: 'a' }, /groups is "a"; give a list of names or patterns such as \["orders", "billing-\*"\]/],
  [{ groups: [] }, /groups is \[\]; give a list/],
  [{ topics: [''] }, /topics is \[""\]; give a list/],
  [{ topics: ['a', 1] }, /topics is \["a",1\]; give a list/],
  [
    { topics: ['a', 'b c*'] },
    /topics is \["a","b c\*"\]; give a list of topics or patterns .*; a topic has 1 to 249 letters/,
  ],
])('a snapshot of %j is refused with the reason', (given, problem) => {
  expect(() => readAction('snapshot', given)).toThrow(problem);
});

test.each([
  [{ run: 'a/b' }, /run is "a\/b"; give the name of an execution of the workflow/],
  [{ run: 'a', partition: 'orders+0' }, /unknown key 'partition'; it may have: action, run, cursor, deadline_seconds/],
  [{ run: 'a', deadline_seconds: 0 }, /deadline_seconds is 0; give a number above 0/],
])('a verification of %j is refused with the reason', (given, problem) => {
  expect(() => readAction('verify', given)).toThrow(problem);
});
