import {
  keysFor,
  PAYLOAD,
  type PayloadAudience,
  type PayloadKey,
  type PayloadKeyName,
} from '../../src/contract/payload';
import { type PayloadType, readValue } from '../../src/contract/payload-type';
import { FLAG } from '../../src/contract/payload-values';
import { UsageError } from '../usage-error';
import type { Arguments, Option } from './options';

/** Shorter names for keys that are typed often. */
const SHORT: Readonly<Record<string, PayloadKeyName>> = { topic: 'target_topic', prefix: 'source_prefix' };

/** The keys of a replay's payload as options, the shorter names in front. */
export function payloadOptions(...audiences: readonly PayloadAudience[]): Option[] {
  return optionsOf(keysFor(...audiences));
}

export function optionsOf(keys: readonly PayloadKeyName[]): Option[] {
  const short = Object.entries(SHORT).filter(([, key]) => keys.includes(key));
  return [
    ...short.map(([name, key]) => ({ ...optionOf(key), name, meaning: `short for --${nameOf(key)}` })),
    ...keys.map((key) => optionOf(key)).filter(({ name }) => !Object.hasOwn(SHORT, name)),
  ];
}

/**
 * Reads those arguments that are keys of the payload.
 *
 * @returns the payload, as JSON has it
 * @throws UsageError with the contract's own words if a value is not right
 */
export function payloadOf({ values, flags }: Arguments): Readonly<Record<string, unknown>> {
  const payload: Record<string, unknown> = {};
  for (const [name, given] of [...Object.entries(values), ...Object.entries(flags)]) {
    const key = keyOf(name);
    if (key !== undefined) {
      payload[key] = typeof given === 'boolean' ? given : jsonOf(`--${name}`, typeOf(key), given);
    }
  }
  return payload;
}

function optionOf(key: PayloadKeyName): Option {
  const { meaning, type, default: absent } = PAYLOAD[key] as PayloadKey<unknown>;
  const name = nameOf(key);
  if ((type as unknown) !== FLAG) {
    return { name, meaning, value: type.description };
  }
  return { name, meaning: absent === true ? `${meaning}; it is so unless --no-${name} is given` : meaning };
}

function nameOf(key: PayloadKeyName): string {
  return key.replaceAll('_', '-');
}

function keyOf(name: string): PayloadKeyName | undefined {
  const key = SHORT[name] ?? name.replaceAll('-', '_');
  return Object.hasOwn(PAYLOAD, key) ? (key as PayloadKeyName) : undefined;
}

function typeOf(key: PayloadKeyName): PayloadType<unknown> {
  return PAYLOAD[key].type as PayloadType<unknown>;
}

/** Reads a value as it is, as JSON, or as a list with commas: the first of these that the key takes. */
function jsonOf(name: string, type: PayloadType<unknown>, text: string): unknown {
  const json = parsed(text);
  const list = text.split(',').map((part) => parsed(part) ?? part);
  const taken = [text, json, list].find((value) => value !== undefined && isTaken(type, value));
  if (taken === undefined) {
    try {
      readValue(name, type, json ?? text);
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  }
  return taken;
}

function isTaken(type: PayloadType<unknown>, value: unknown): boolean {
  try {
    return type.read(value) !== undefined;
  } catch {
    return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
