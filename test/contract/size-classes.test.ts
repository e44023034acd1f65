import { classOutOfOrder, isDirectoryPrefix } from '../../src/contract/size-classes';

test.each(['', 'small/', 'a/b/', 'a.b/'])("'%s' is a directory of the mount", (prefix) => {
  expect(isDirectoryPrefix(prefix)).toBe(true);
});

test.each(['small', '/', '/a/', 'a//', '../', 'a/../b/', '.a/', 'a\0/'])("'%s' is none", (prefix) => {
  expect(isDirectoryPrefix(prefix)).toBe(false);
});

test.each([
  [[undefined], undefined],
  [[1, 2, undefined], undefined],
  [[1, 2], undefined],
  [[0], 0],
  [[2, 2], 1],
  [[undefined, 5], 1],
  [[undefined, undefined], 1],
])('of the bounds %j class %s is out of order', (bounds, index) => {
  const classes = bounds.map((sizeLessThan) => ({ sizeLessThan }));
  expect(classOutOfOrder(classes)).toBe(index === undefined ? undefined : classes[index]);
});
