import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionSettings } from '../lambda/lambda-function';
import { resolve, type Scope } from './template';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** An event source mapping as the template has it. */
export interface SynthesizedMapping {
  readonly topic: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly partialAnswers: boolean;
  readonly startAt: 'earliest' | 'latest';
}

/** Buckets made by the app are called by their logical ids; nothing else may be left to the deployment. */
export const BUCKETS_BY_ID: Scope = {
  ref(name) {
    if (/Bucket[0-9A-F]{8}$/.test(name)) return name;
    throw new Error(`${name} is known at deployment only; give the app context that settles it`);
  },
  attribute(logicalId, name) {
    throw new Error(`${logicalId}.${name} is known at deployment only; give the app context that settles it`);
  },
};

/** The service's defaults for a Kafka mapping that says nothing. */
const DEFAULT_BATCH_SIZE = 100;
const DEFAULT_WINDOW_MS = 500;

/** A synthesized CDK app: its functions and mappings, read from the templates as CloudFormation would read them. */
export class SynthesizedApp {
  private readonly resources: readonly Resource[];

  /** @param scope what references stand for; without it they are errors */
  constructor(
    private readonly assembly: string,
    private readonly scope?: Scope,
  ) {
    this.resources = readdirSync(assembly)
      .filter((file) => file.endsWith('.template.json'))
      .flatMap((file) => {
        const template: { Resources?: Record<string, Resource> } = JSON.parse(
          readFileSync(join(assembly, file), 'utf8'),
        );
        return Object.values(template.Resources ?? {});
      });
  }

  /** The one function that has this variable in its environment. */
  functionWith(variable: string): FunctionSettings {
    const { Properties, Metadata } = this.one('AWS::Lambda::Function', `with the variable ${variable}`, (resource) => {
      return variable in variablesOf(resource);
    });
    return {
      name: functionNameBy(variable),
      codeFolder: this.assetFolder(Metadata?.['aws:asset:path']),
      handler: this.literal(Properties.Handler, 'Handler'),
      memoryMb: Number(Properties.MemorySize ?? 128),
      timeoutMs: Number(Properties.Timeout ?? 3) * 1000,
      environment: Object.fromEntries(
        Object.entries(variablesOf({ Properties })).map(([name, value]) => [
          name,
          this.literal(value, `variable ${name}`),
        ]),
      ),
    };
  }

  /** The one event source mapping of the app. */
  mapping(): SynthesizedMapping {
    const { Properties } = this.one('AWS::Lambda::EventSourceMapping', '', () => true);
    const { Topics, BatchSize, MaximumBatchingWindowInSeconds, FunctionResponseTypes, StartingPosition } = Properties;
    const window = MaximumBatchingWindowInSeconds;
    return {
      topic: this.literal((Topics as readonly unknown[])[0], 'Topics'),
      batchSize: Number(BatchSize ?? DEFAULT_BATCH_SIZE),
      windowMs: window === undefined ? DEFAULT_WINDOW_MS : Number(window) * 1000,
      partialAnswers: ((FunctionResponseTypes ?? []) as readonly unknown[]).includes('ReportBatchItemFailures'),
      startAt: startOf(this.literal(StartingPosition, 'StartingPosition')),
    };
  }

  /** The definition of the one state machine of the app, as Step Functions is given it. */
  stateMachine(): unknown {
    const { Properties } = this.one('AWS::StepFunctions::StateMachine', '', () => true);
    const { DefinitionString, DefinitionSubstitutions = {} } = Properties;
    const substitutions = Object.entries(DefinitionSubstitutions as Record<string, unknown>);
    return JSON.parse(
      substitutions.reduce(
        (text, [name, value]) => text.replaceAll(`\${${name}}`, this.literal(value, `substitution ${name}`)),
        this.literal(DefinitionString, 'DefinitionString'),
      ),
    );
  }

  private one(type: string, which: string, matches: (resource: Resource) => boolean): Resource {
    const found = this.resources.filter((resource) => resource.Type === type && matches(resource));
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw new Error(`expected one ${type} ${which} in ${this.assembly} and found ${found.length}`.replace('  ', ' '));
    }
    return only;
  }

  /** Values that only CloudFormation can resolve can be had where the scope says what they are. */
  private literal(value: unknown, what: string): string {
    const resolved = this.scope === undefined ? value : resolve(value, this.scope);
    if (typeof resolved === 'string') return resolved;
    throw new Error(
      `${what} is not a literal in the template: ${JSON.stringify(value)}; give the app context that settles it`,
    );
  }

  private assetFolder(path: unknown): string {
    const folder = typeof path === 'string' ? join(this.assembly, path) : undefined;
    if (folder === undefined || !existsSync(folder)) {
      throw new Error(`the code of a function is not a folder of ${this.assembly}: its 'aws:asset:path' is ${path}`);
    }
    return folder;
  }
}

/** The name of a function here, by the variable that tells it from the others: its own is known at deployment only. */
export function functionNameBy(variable: string): string {
  return `function-with-${variable.toLowerCase().replaceAll('_', '-')}`;
}

function startOf(startingPosition: string): 'earliest' | 'latest' {
  if (startingPosition === 'TRIM_HORIZON') return 'earliest';
  if (startingPosition === 'LATEST') return 'latest';
  throw new Error(`a mapping that starts at ${startingPosition} is not stood in for: use TRIM_HORIZON or LATEST`);
}

function variablesOf({ Properties }: Pick<Resource, 'Properties'>): Readonly<Record<string, unknown>> {
  const environment = Properties.Environment as { Variables?: Record<string, unknown> } | undefined;
  return environment?.Variables ?? {};
}
