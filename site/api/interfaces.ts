import { join } from 'node:path';
import type { ApiReferenceSchema, TypeSchema } from 'jsii-docgen';
import { GoTranspile } from 'jsii-docgen/lib/docgen/transpile/go';
import { JavaTranspile } from 'jsii-docgen/lib/docgen/transpile/java';
import { PythonTranspile } from 'jsii-docgen/lib/docgen/transpile/python';
import { TypeScriptTranspile } from 'jsii-docgen/lib/docgen/transpile/typescript';
import { ApiReference } from 'jsii-docgen/lib/docgen/view/api-reference';
import { type Assembly, TypeSystem } from 'jsii-reflect';
import { REPOSITORY } from '../../local/process/places';
import { LANGUAGES, type Language } from '../languages';

// Not by `Documentation`, which translates all examples anew for each language: a minute and more.
const TRANSPILE = {
  typescript: new TypeScriptTranspile(),
  python: new PythonTranspile(),
  java: new JavaTranspile(),
  go: new GoTranspile(),
};

const FEATURES = ['intersection-types', 'class-covariant-overrides'] as const;

/** The name of a thing in one language, and what belongs to it. */
export interface Entity {
  readonly id: string;
  readonly displayName: string;
  readonly usage?: string;
  readonly type?: TypeSchema;
}

/** The library's interface in all languages. */
export interface Interfaces {
  readonly assembly: Assembly;
  readonly reference: ApiReferenceSchema;
  /** A thing in all languages, by its id, which is the same in all. */
  entity(id: string): Readonly<Record<Language, Entity>>;
}

/** Reads what jsii made of `src/`. */
export async function readInterfaces(): Promise<Interfaces> {
  const system = new TypeSystem();
  const supportedFeatures = [...FEATURES];
  for (const name of ['constructs', 'aws-cdk-lib']) {
    await system.load(join(REPOSITORY, 'node_modules', name), { validate: false, supportedFeatures });
  }
  const assembly = await system.load(REPOSITORY, { validate: false, supportedFeatures });
  const references = LANGUAGES.map(
    (language) => [language, new ApiReference(TRANSPILE[language], assembly).toJson()] as const,
  );
  const entities = new Map(references.map(([language, reference]) => [language, entitiesOf(reference)]));
  return {
    assembly,
    reference: references[0][1],
    entity: (id) =>
      Object.fromEntries(
        LANGUAGES.map((language) => {
          const entity = entities.get(language)?.get(id);
          if (entity === undefined) throw new Error(`${id} has no name in ${language}`);
          return [language, entity];
        }),
      ) as Record<Language, Entity>,
  };
}

/** All that has an id, wherever it is. Types that are referred to have one too, but no member of their own. */
function entitiesOf(reference: ApiReferenceSchema): Map<string, Entity> {
  const entities = new Map<string, Entity>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('id' in value && 'displayName' in value && !('packageName' in value)) {
      entities.set((value as Entity).id, value as Entity);
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(reference);
  return entities;
}
