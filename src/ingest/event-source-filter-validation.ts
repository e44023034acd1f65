import type * as kms from 'aws-cdk-lib/aws-kms';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { validateKey } from '../key-check';
import { whatIsWrongWithPattern } from './filter-pattern';

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html: 5, and 10 for who asks AWS Support
const MAX_FILTERS = 10;
const MAX_PATTERN_LENGTH = 4096; // https://docs.aws.amazon.com/lambda/latest/api/API_Filter.html

export function validateFilters(
  scope: IConstruct,
  filters: Record<string, unknown>[] | undefined,
  encryption: kms.IKey | undefined,
): void {
  if (encryption && !filters) {
    throw constructError(
      scope,
      "'filterEncryption' was given, but there is no filter to encrypt: give 'filters', or leave it out",
    );
  }
  validateKey(scope, 'filterEncryption', encryption);
  if (!filters || Token.isUnresolved(filters)) {
    return;
  }
  if (filters.length < 1 || filters.length > MAX_FILTERS) {
    throw constructError(
      scope,
      `${filters.length} filters were given: give 1 to ${MAX_FILTERS}, or leave out 'filters' for all records`,
    );
  }
  filters.forEach((filter, index) => {
    validateFilter(scope, filter, index);
  });
}

function validateFilter(scope: IConstruct, filter: Record<string, unknown>, index: number): void {
  const { pattern } = filter;
  if (typeof pattern !== 'string') {
    throw constructError(
      scope,
      `filter ${index} has no 'pattern', it is ${JSON.stringify(filter)}: make it with 'lambda.FilterCriteria.filter'`,
    );
  }
  if (Token.isUnresolved(pattern)) {
    return;
  }
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw constructError(
      scope,
      `the pattern of filter ${index} has ${pattern.length} characters, and Lambda takes ${MAX_PATTERN_LENGTH}: split it into several filters, of which a record must match one`,
    );
  }
  const wrong = whatIsWrongWithPattern(pattern);
  if (wrong !== undefined) {
    throw constructError(scope, `the pattern of filter ${index} ${wrong}`);
  }
}
