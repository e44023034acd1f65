import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { REPOSITORY } from '../../../local/process/places';

/** Tells whether CloudFormation replaces a resource when one of its properties changes. */
export type Replacement = 'yes' | 'maybe' | 'no';

interface Database {
  readonly schema: { readonly resource: { readonly entities: Readonly<Record<string, ResourceType>> } };
}

interface ResourceType {
  readonly cloudFormationType: string;
  readonly properties: Readonly<Record<string, { readonly causesReplacement?: Replacement }>>;
}

/** The resource schemas of AWS, as `cdk diff` brings and reads them. */
const DATABASE = join(REPOSITORY, 'node_modules', 'aws-cdk', 'db.json.gz');

/**
 * The properties for which the database is behind the service: the resource schema of today (of cfn-lint 1.58.0) has
 * neither among its `createOnlyProperties`, and the documentation says "No interruption".
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-eventsourcemapping-selfmanagedkafkaeventsourceconfig.html
 */
const UPDATED_IN_PLACE: ReadonlySet<string> = new Set([
  'AWS::Lambda::EventSourceMapping.SelfManagedKafkaEventSourceConfig',
  'AWS::Lambda::EventSourceMapping.AmazonManagedKafkaEventSourceConfig',
]);

let types: ReadonlyMap<string, ResourceType> | undefined;

function typesOfAws(): ReadonlyMap<string, ResourceType> {
  if (!types) {
    const database: Database = JSON.parse(gunzipSync(readFileSync(DATABASE)).toString());
    types = new Map(Object.values(database.schema.resource.entities).map((type) => [type.cloudFormationType, type]));
  }
  return types;
}

/**
 * Tells what the change of a property does to its resource. A custom resource is updated: ours keep their physical ids.
 *
 * @throws if the type or the property is not known, so that nothing is taken for harmless that was only misspelled
 */
export function replacementBy(type: string, property: string): Replacement {
  if (type.startsWith('Custom::')) {
    return property === 'ServiceToken' ? 'yes' : 'no';
  }
  const schema = typesOfAws().get(type)?.properties[property];
  if (!schema) {
    throw new Error(`the schemas of 'aws-cdk' know no '${property}' of ${type}: bring a newer version of it`);
  }
  return UPDATED_IN_PLACE.has(`${type}.${property}`) ? 'no' : (schema.causesReplacement ?? 'no');
}
