import type { Definition, States } from './definition';
import { DefinitionError } from './errors';
import { isObject, type JsonObject } from './json';
import { checkExpressions } from './query';

const EVERY_STATE = ['Type', 'Comment', 'QueryLanguage'];
const OUTGOING = ['Output', 'Assign'];
const TRANSITION = ['Next', 'End'];
const FALLIBLE = ['Retry', 'Catch'];
const INLINE_MAP = [
  ...TRANSITION,
  ...OUTGOING,
  ...FALLIBLE,
  'ItemProcessor',
  'Items',
  'ItemSelector',
  'MaxConcurrency',
];
const DISTRIBUTED_MAP = [
  ...INLINE_MAP,
  'Label',
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'ToleratedFailurePercentage',
  'ToleratedFailureCount',
];

const STATE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Task: [...TRANSITION, ...OUTGOING, ...FALLIBLE, 'Resource', 'Arguments'],
  Choice: [...OUTGOING, 'Choices', 'Default'],
  Wait: [...TRANSITION, ...OUTGOING, 'Seconds'],
  Pass: [...TRANSITION, ...OUTGOING],
  Succeed: ['Output'],
  Fail: ['Error', 'Cause'],
};

const PART_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Choices: [...OUTGOING, 'Condition', 'Next', 'Comment'],
  Retry: [
    'ErrorEquals',
    'IntervalSeconds',
    'MaxAttempts',
    'BackoffRate',
    'MaxDelaySeconds',
    'JitterStrategy',
    'Comment',
  ],
  Catch: [...OUTGOING, 'ErrorEquals', 'Next', 'Comment'],
  ItemReader: ['Resource', 'Arguments', 'ReaderConfig'],
  ItemBatcher: ['MaxItemsPerBatch', 'MaxInputBytesPerBatch', 'BatchInput'],
  ResultWriter: ['Resource', 'Arguments', 'WriterConfig'],
};

/** Throws for each part of a definition that is not modelled, so that nothing is ignored in silence. */
export function checkDefinition(definition: unknown): asserts definition is Definition {
  checkStates(definition, 'the state machine', 'JSONPath', ['QueryLanguage', 'TimeoutSeconds', 'Version']);
  const names = namesIn(definition as Definition);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new DefinitionError(`two states are named '${twice}'; names are unique in the whole machine`);
}

function namesIn({ States: states }: States): string[] {
  const inside = Object.values(states).flatMap((state) => (state.Type === 'Map' ? namesIn(state.ItemProcessor) : []));
  return [...Object.keys(states), ...inside];
}

function checkStates(given: unknown, where: string, outerLanguage: unknown, more: readonly string[]): void {
  const machine = object(given, where);
  const { StartAt, States, QueryLanguage = outerLanguage } = machine;
  onlyHas(machine, ['StartAt', 'States', 'Comment', ...more], where);
  const states = object(States, `States of ${where}`);
  requireTarget(StartAt, states, `${where}'s StartAt`);
  for (const [name, state] of Object.entries(states)) checkState(object(state, name), name, states, QueryLanguage);
}

function checkState(state: JsonObject, name: string, siblings: JsonObject, language: unknown): void {
  const { Type, QueryLanguage = language } = state;
  if (QueryLanguage !== 'JSONata')
    throw new DefinitionError(`${name} is in ${QueryLanguage}; only JSONata is stood in for`);
  const fields = Type === 'Map' ? mapFields(state) : STATE_FIELDS[String(Type)];
  if (fields === undefined) throw new DefinitionError(`${name} is of the type ${Type}, which is not stood in for`);
  onlyHas(state, [...EVERY_STATE, ...fields], name);
  checkWayOut(state, name, siblings);
  const { ItemProcessor, ...own } = state;
  checkExpressions(own);
  for (const [field, known] of Object.entries(PART_FIELDS)) {
    for (const part of [state[field] ?? []].flat())
      onlyHas(object(part, `${field} of ${name}`), known, `${field} of ${name}`);
  }
  if (ItemProcessor !== undefined)
    checkStates(ItemProcessor, `ItemProcessor of ${name}`, language, ['ProcessorConfig']);
}

function mapFields(state: JsonObject): readonly string[] {
  const processor = object(state.ItemProcessor, "a Map's ItemProcessor");
  const config = object(processor.ProcessorConfig ?? {}, 'ProcessorConfig');
  onlyHas(config, ['Mode', 'ExecutionType'], 'ProcessorConfig');
  const { Mode = 'INLINE', ExecutionType } = config;
  if (Mode === 'DISTRIBUTED' && ExecutionType !== 'STANDARD') {
    throw new DefinitionError(`children of the execution type ${ExecutionType} are not stood in for`);
  }
  return Mode === 'DISTRIBUTED' ? DISTRIBUTED_MAP : INLINE_MAP;
}

function checkWayOut(state: JsonObject, name: string, siblings: JsonObject): void {
  const rules = [state.Choices, state.Catch].flatMap((given) => (given ?? []) as readonly JsonObject[]);
  const targets = [state.Next, state.Default, ...rules.map(({ Next }) => Next)].filter((next) => next !== undefined);
  for (const target of targets) requireTarget(target, siblings, name);
  const mustGoOn = STATE_FIELDS[String(state.Type)]?.includes('Next') || state.Type === 'Map';
  if (mustGoOn && (state.Next === undefined) !== (state.End === true)) {
    throw new DefinitionError(`${name} must have either Next or End`);
  }
}

function requireTarget(target: unknown, states: JsonObject, where: string): void {
  if (typeof target !== 'string' || !(target in states)) {
    throw new DefinitionError(`${where} leads to '${target}', which is not one of: ${Object.keys(states).join(', ')}`);
  }
}

function onlyHas(given: JsonObject, known: readonly string[], where: string): void {
  const unknown = Object.keys(given).filter((field) => !known.includes(field));
  if (unknown.length > 0) {
    throw new DefinitionError(
      `${where} has ${unknown.join(', ')}, which is not stood in for; known: ${known.join(', ')}`,
    );
  }
}

function object(value: unknown, where: string): JsonObject {
  if (!isObject(value)) throw new DefinitionError(`${where} must be an object, not ${JSON.stringify(value)}`);
  return value;
}
