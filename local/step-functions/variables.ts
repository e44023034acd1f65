import { DefinitionError, StatesError, withinLimit } from './errors';

const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,79}$/u;

/**
 * The variables of one scope. States of an inline Map's iterations have a scope of their own, and see the ones around it;
 * children of a Distributed Map are executions by themselves and see none.
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export class Variables {
  private values: Readonly<Record<string, unknown>> = {};

  constructor(private readonly outer?: Variables) {}

  /** All that can be seen from here. */
  all(): Readonly<Record<string, unknown>> {
    return { ...this.outer?.all(), ...this.values };
  }

  assign(assigned: Readonly<Record<string, unknown>>): void {
    for (const name of Object.keys(assigned)) {
      if (!NAME.test(name) || name === 'states') throw new DefinitionError(`'${name}' cannot be a variable's name`);
      if (this.outer !== undefined && name in this.outer.all()) {
        throw new StatesError('States.Runtime', `the variable '${name}' belongs to an outer scope`);
      }
    }
    this.values = { ...this.values, ...withinLimit(assigned, 'what is assigned') };
  }
}
