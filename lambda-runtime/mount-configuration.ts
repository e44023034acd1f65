import { VARIABLES } from '../src/contract/variables';
import { type Environment, jsonVariable, positiveInteger, requiredVariable } from './environment';
import { parseSizeClasses, type SizeClass } from './files/size-class';
import type { InFlightLimits } from './in-flight';

/** The settings that both handlers read from their function's environment. */
export interface Configuration {
  /** The directory at which the access point is mounted. */
  readonly root: string;
  readonly sizeClasses: readonly SizeClass[];
  readonly limits: InFlightLimits;
  readonly metricsNamespace: string;
}

export function readConfiguration(environment: Environment): Configuration {
  return {
    root: requiredVariable(environment, VARIABLES.mountPath),
    sizeClasses: parseSizeClasses(jsonVariable(environment, VARIABLES.sizeClasses)),
    limits: {
      maxFiles: positiveInteger(environment, VARIABLES.maxFilesInFlight),
      maxBytes: positiveInteger(environment, VARIABLES.maxBytesInFlight),
    },
    metricsNamespace: requiredVariable(environment, VARIABLES.metricsNamespace),
  };
}
