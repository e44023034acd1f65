import { classOfPath, classOfSize, parseSizeClasses } from '../../../lambda-runtime/files/size-class';

const CLASSES = [
  { name: 'small', prefix: 'small/', sizeLessThan: 131_072 },
  { name: 'large', prefix: 'large/' },
];

test.each([
  [0, 'small'],
  [131_071, 'small'],
  [131_072, 'large'],
  [10_000_000, 'large'],
])('a value of %d bytes is %s: the bound is exclusive', (size, name) => {
  expect(classOfSize(parseSizeClasses(CLASSES), size)?.name).toBe(name);
});

test('a value that fits no bounded class has none', () => {
  const bounded = parseSizeClasses([{ name: 'tiny', prefix: 'tiny/', sizeLessThan: 10 }]);
  expect(classOfSize(bounded, 10)).toBeUndefined();
});

test('a path belongs to the longest prefix that it starts with', () => {
  const nested = [
    { name: 'outer', prefix: 'in/' },
    { name: 'inner', prefix: 'in/deep/' },
  ];
  expect(classOfPath(nested, 'in/deep/file')?.name).toBe('inner');
  expect(classOfPath(nested, 'in/file')?.name).toBe('outer');
  expect(classOfPath(nested, 'elsewhere/file')).toBeUndefined();
});

test.each([
  ['is no array', {}],
  ['is empty', []],
  ['has a class without a name', [{ prefix: 'a/' }]],
  ['has a prefix that does not end in a slash', [{ name: 'a', prefix: 'a' }]],
  ['has an absolute prefix', [{ name: 'a', prefix: '/a/' }]],
  ['leads out of the mount', [{ name: 'a', prefix: '../a/' }]],
  ['leads out of the mount halfway', [{ name: 'a', prefix: 'a/../../b/' }]],
  ['has a bound that is no number', [{ name: 'a', prefix: 'a/', sizeLessThan: '128' }]],
])('a setting that %s is refused', (_, setting) => {
  expect(() => parseSizeClasses(setting)).toThrow(/size class/);
});

test.each([
  [
    'descend',
    [
      { name: 'a', prefix: 'a/', sizeLessThan: 2 },
      { name: 'b', prefix: 'b/', sizeLessThan: 2 },
    ],
  ],
  [
    'follow an unbounded one',
    [
      { name: 'a', prefix: 'a/' },
      { name: 'b', prefix: 'b/' },
    ],
  ],
])('classes that %s are refused', (_, setting) => {
  expect(() => parseSizeClasses(setting)).toThrow("size class 'b' can hold nothing");
});
