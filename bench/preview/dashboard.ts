import { PSEUDO_PARAMETERS } from '../../local/cloudformation/pseudo-parameters';
import { functionNameBy } from '../../local/cloudformation/synthesized-app';
import { resolve, type Scope, type Template, type TemplateResource } from '../../local/cloudformation/template';
import type { AlarmProperties } from '../../local/cloudwatch/deployed-alarm';
import { MAPPING_ID } from '../demo/metrics-log';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: WidgetProperties;
}

/** The properties of all kinds of widgets that are drawn here. */
export interface WidgetProperties {
  readonly title?: string;
  readonly view?: string;
  readonly stacked?: boolean;
  readonly period?: number;
  readonly stat?: string;
  /** The metrics, each as its namespace, name, pairs of dimensions, and options. */
  readonly metrics?: readonly (readonly unknown[])[];
  readonly yAxis?: Readonly<
    Partial<Record<'left' | 'right', { readonly label?: string; readonly min?: number; readonly max?: number }>>
  >;
  readonly annotations?: {
    readonly horizontal?: readonly { readonly value: number; readonly label?: string; readonly color?: string }[];
  };
  readonly markdown?: string;
  /** The ids of alarms, which here are their logical ids. */
  readonly alarms?: readonly string[];
  readonly query?: string;
}

export interface Dashboard {
  readonly widgets: readonly Widget[];
  /** The alarms by their logical ids. */
  readonly alarms: ReadonlyMap<string, AlarmProperties>;
}

/** The variables by which the demo tells its functions from each other. */
const FUNCTION_VARIABLES = ['LAYOUT', 'TARGET_TOPIC'];

/** Takes the one dashboard out of a template, and the alarms with it; what they refer to has the names that the demo gives. */
export function readDashboard({ Resources }: Template): Dashboard {
  const scope = scopeOf(Resources);
  const bodies = Object.values(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
  const [body, ...others] = bodies;
  if (body === undefined || others.length > 0) throw new Error(`expected one dashboard, found ${bodies.length}`);
  const { widgets } = JSON.parse(String(resolve(body.Properties?.DashboardBody, scope)));
  const alarms = Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .map(([id, { Properties }]): [string, AlarmProperties] => [id, resolve(Properties, scope) as AlarmProperties]);
  return { widgets, alarms: new Map(alarms) };
}

/** All that is known at deployment only goes by its logical id, but for what the demo's metrics name. */
function scopeOf(resources: Readonly<Record<string, TemplateResource>>): Scope {
  const nameOf = (id: string): string => {
    const resource = resources[id];
    if (resource?.Type === 'AWS::Lambda::EventSourceMapping') return MAPPING_ID;
    if (resource?.Type !== 'AWS::Lambda::Function') return id;
    const environment = resource.Properties?.Environment as { Variables?: object } | undefined;
    const variable = FUNCTION_VARIABLES.find((name) => name in (environment?.Variables ?? {}));
    return variable === undefined ? id : functionNameBy(variable);
  };
  return { ref: (name) => PSEUDO_PARAMETERS[name] ?? nameOf(name), attribute: (id) => nameOf(id) };
}
