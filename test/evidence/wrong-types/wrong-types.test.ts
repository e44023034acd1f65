import { inspect } from 'node:util';
import { SECTIONS } from '../updates/page';
import { allPropertiesOf } from '../updates/structures';
import { wrongValues } from './wrong-values';

/** Ends with the place in the tree, or names the method that has none. */
const OF_THIS_LIBRARY = /\(at [^()]+\)$|^[A-Z]\w+\.\w+: |^\w+ '' of [A-Z]\w+\.\w+ /;

/** Structures that have an attempt of their own need not be tried once more as parts of others. */
const TRIED = SECTIONS.map(({ struct }) => `cdk-s3files.${struct}`);

/** Values of another type that are accepted, with the reason. */
const TAKEN: Readonly<Record<string, string>> = {
  '{ config: { a: 5 } }': 'settings of topics are text to Kafka, and numbers are written as the text that they are',
};

/** Everything that is not refused in words of ours that name what is wrong. */
function misleading(struct: string, attempt: (props: Record<string, unknown>) => void): string[] {
  return allPropertiesOf(struct).flatMap(({ name: property, type }) =>
    wrongValues([property], type, new Set(TRIED)).flatMap(({ value, names, isPossible = false }) => {
      const given = inspect({ [property]: value }, { depth: 6, breakLength: Number.POSITIVE_INFINITY, compact: true });
      try {
        attempt({ [property]: value });
        return isPossible || given in TAKEN ? [] : [`${given} is taken`];
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return OF_THIS_LIBRARY.test(message) && names.some((name) => isNamed(name, message, isPossible))
          ? []
          : [`${given}: ${message}`];
      }
    }),
  );
}

/** By its name, or in words: the `bootstrapServers` has 5, the bootstrap server 5; the topic '', which is a `targetTopic`. */
function isNamed(name: string, message: string, isPossible: boolean): boolean {
  const words = isPossible ? name.split(/(?=[A-Z])/) : [name];
  const told = message.replaceAll(/[\s']/g, '').toLowerCase();
  return words.some((word) => told.includes(word.replace(/s$/, '').toLowerCase()));
}

test.each(SECTIONS.map(({ struct, attempt }) => [struct, attempt] as const))(
  'what is no value for a property of %s is refused by its name, at its place',
  (struct, attempt) => {
    expect(misleading(struct, attempt)).toEqual([]);
  },
);
