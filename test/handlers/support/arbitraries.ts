import fc from 'fast-check';
import type { KafkaRecord, RecordHeader } from '../../../lambda-runtime/records/record';

const COUNT = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER));

/** Any text but half surrogate pairs. The unit 'binary' of fast-check is the same, and takes a second to be made. */
const CODE_POINT = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

/** Bytes of every kind: none, empty, text of all planes, text that looks like an encoding, anything, much of it. */
export const BYTES = fc.oneof(
  fc.constant(null),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'grapheme', maxLength: 100 }).map((text) => Buffer.from(text)),
  fc.string({ unit: CODE_POINT, maxLength: 100 }).map((text) => Buffer.from(text)),
  fc
    .constantFrom(
      '',
      '\uFEFFtext after a byte order mark',
      '{"base64":"aGk="}',
      '\u2028\n\r\0"\\',
      'no-key',
      '..',
      '.',
      '%2E',
    )
    .map((text) => Buffer.from(text)),
  fc.tuple(fc.nat(255), fc.constantFrom(100, 101, 70_000)).map(([byte, length]) => Buffer.alloc(length, byte)),
);

/** Names of headers are text of any kind, also with half a surrogate pair; they repeat. */
const HEADER: fc.Arbitrary<RecordHeader> = fc.record(
  {
    name: fc.oneof(
      fc.constantFrom('tenant', 'trace', '', '__proto__', '\ud83e'),
      fc.string({ unit: CODE_POINT, maxLength: 20 }),
    ),
    value: BYTES,
  },
  { noNullPrototype: true },
);

export const TOPIC = fc.stringMatching(/^[A-Za-z0-9._-]{1,249}$/).filter((topic) => topic !== '.' && topic !== '..');

export const RECORD: fc.Arbitrary<KafkaRecord> = fc.record(
  {
    topic: TOPIC,
    partition: COUNT,
    offset: COUNT,
    timestamp: fc.oneof(
      fc.constantFrom(null, -1, 0, 253_402_300_799_999, 253_402_300_800_000, Number.MAX_SAFE_INTEGER),
      fc.maxSafeInteger(),
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
    ),
    timestampType: fc.oneof(fc.constantFrom(null, 'CREATE_TIME', 'LOG_APPEND_TIME'), fc.string()),
    key: BYTES,
    value: BYTES,
    headers: fc.array(HEADER, { maxLength: 5 }),
  },
  { noNullPrototype: true },
);
