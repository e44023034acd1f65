import { join } from 'node:path';
import { constructPath, type LintFinding } from './cfn-lint-findings';

/** The part of checkov's JSON that is read. */
interface Report {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      /** The path below the folder that was checked, with a slash in front. */
      readonly file_path: string;
      /** `AWS::S3::Bucket.FilesBucket7C17EE2E` */
      readonly resource: string;
    }[];
  };
  readonly summary: { readonly parsing_errors: number };
}

/** The findings of checkov, each with the construct that it is about. */
export function parseCheckov(output: string, folder: string): LintFinding[] {
  const { results, summary }: Report = JSON.parse(output);
  if (summary.parsing_errors > 0) {
    throw new Error(`checkov could not read ${summary.parsing_errors} of the templates`);
  }
  return results.failed_checks.map(({ check_id, check_name, file_path, resource }) => {
    const template = join(folder, file_path);
    const logicalId = resource.slice(resource.lastIndexOf('.') + 1);
    const where = constructPath(template, ['Resources', logicalId]);
    return { template, level: 'Error', rule: check_id, message: check_name, where };
  });
}
