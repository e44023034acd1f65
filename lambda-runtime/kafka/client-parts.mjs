/**
 * Stands in for `@platformatic/kafka` in the bundle (an alias of the bundler): the parts of it that are used. The
 * package's own entry also has its admin client, its consumer and its schema registry.
 */
export * as describeConfigsV4 from '../../node_modules/@platformatic/kafka/dist/apis/admin/describe-configs-v4.js';
export {
  compatibilityPartitioner,
  Producer,
} from '../../node_modules/@platformatic/kafka/dist/clients/producer/index.js';
