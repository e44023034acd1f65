import { fileName, parseFileName, segmentName } from '../../../lambda-runtime/files/names';
import { EXTENSIONS } from '../../../lambda-runtime/records/codec';
import { SEGMENT_EXTENSIONS } from '../../../lambda-runtime/records/segment';

describe('a file name', () => {
  test.each(EXTENSIONS)('with %s reads back as what it was made of', (extension) => {
    for (const coordinates of [
      { topic: 'orders', partition: 0, offset: 0 },
      { topic: 'a.b-c_d', partition: 1023, offset: Number.MAX_SAFE_INTEGER },
      { topic: '7', partition: 7, offset: 1 },
    ]) {
      expect(parseFileName(fileName(coordinates, extension))).toEqual({
        type: 'record',
        coordinates,
        extension,
        prefix: '',
      });
    }
  });

  test('reads back whatever the layout put before the coordinates', () => {
    const coordinates = { topic: '7', partition: 7, offset: 7 };
    for (const prefix of ['a+', '7+7+', '20260413T073000000Z+%2Fkey~0123+', '00000000000000000042+']) {
      const name = fileName(coordinates, '.record.json.gz', prefix);
      expect(parseFileName(name)).toEqual({ type: 'record', coordinates, extension: '.record.json.gz', prefix });
    }
  });

  test.each([
    ['.orders', '%2Eorders'],
    ['_orders', '%5Forders'],
    ['_', '%5F'],
  ])('of the topic %s is not hidden, and reads back', (topic, written) => {
    const name = fileName({ topic, partition: 0, offset: 1 }, '.json');
    expect(name).toBe(`${written}+0+00000000000000000001.json`);
    expect(parseFileName(name)).toMatchObject({ coordinates: { topic, partition: 0, offset: 1 } });
  });

  test('of a topic that begins with an underscore is read as it stands, too', () => {
    const coordinates = { topic: '_orders', partition: 0, offset: 1 };
    expect(parseFileName('_orders+0+00000000000000000001.json')).toMatchObject({ coordinates });
  });

  test('sorts as its offset does', () => {
    const names = [9, 10, 99, 100, 1e15].map((offset) => fileName({ topic: 't', partition: 0, offset }, '.json'));
    expect([...names].sort()).toEqual(names);
  });

  test.each([
    'evt-1234.json',
    'orders+3+42.json',
    'orders+3+00000000000000000042',
    'orders+3+00000000000000000042.txt',
    'orders+3+00000000000000000042.json.br',
    'orders+3+00000000000000000042.tombstone.gz',
    '+orders+3+00000000000000000042.json',
    'a b+orders+3+00000000000000000042.json',
    'orders+3+00000000000000000042.records.ndjson',
    'orders+3+00000000000000000041+00000000000000000042.json',
    'orders+3+00000000000000000041+00000000000000000042.records.ndjson',
    'orders+3+00000000000000000043+00000000000000000042+1.records.ndjson',
    'x+orders+3+00000000000000000041+00000000000000000042+2.records.ndjson',
    'orders+3+00000000000000000041+00000000000000000042+3.records.ndjson',
    'orders+3+00000000000000000041+00000000000000000042+0.records.ndjson',
    'orders+3+00000000000000000041+00000000000000000042+02.records.ndjson',
    'orders+3+00000000000000000041+00000000000000000043+2.records.ndjson',
    'orders+3+00000000000000000041+00000000000000000043+3+0123456789abcdef.records.ndjson',
    'orders+3+00000000000000000041+00000000000000000043+2+0123456789ABCDEF.records.ndjson',
    '%2Eorders.json',
    '+0+00000000000000000042.json',
    '%2Eorders+3+42.json',
    'orders+03+00000000000000000042.json',
    'orders+3+99999999999999999999.json',
    '..+3+00000000000000000042.json',
    'or ders+3+00000000000000000042.json',
    '.orders+3+00000000000000000042.json.tmp',
  ])('%s is not ours', (name) => {
    expect(parseFileName(name)).toBeUndefined();
  });
});

test.each(SEGMENT_EXTENSIONS)('the name of a segment with %s reads back', (extension) => {
  const span = {
    ...{ topic: '.a-b', partition: 12, first: 0, last: Number.MAX_SAFE_INTEGER },
    ...{ count: 2, offsetsHash: '0123456789abcdef' },
  };
  const name = segmentName(span, extension);
  expect(name).toBe(`%2Ea-b+12+00000000000000000000+00009007199254740991+2+0123456789abcdef${extension}`);
  expect(parseFileName(name)).toEqual({ type: 'segment', span, extension });
});
