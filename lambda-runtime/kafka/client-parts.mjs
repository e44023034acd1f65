/**
 * Stands in for `@platformatic/kafka` in the bundle (an alias of the bundler): the parts of it that are used. The
 * package's own entry also has its admin client, its consumer and its schema registry. `admin/calls.mjs` has the calls that
 * looking at a cluster and changing it take.
 */
export * as describeConfigsV4 from '../../node_modules/@platformatic/kafka/dist/apis/admin/describe-configs-v4.js';
export { Base } from '../../node_modules/@platformatic/kafka/dist/clients/base/base.js';
export {
  compatibilityPartitioner,
  Producer,
} from '../../node_modules/@platformatic/kafka/dist/clients/producer/index.js';
