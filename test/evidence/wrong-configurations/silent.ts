/**
 * The configurations that synthesize without an error or a warning, each with the reason. One that gets an error or a
 * warning fails the test.
 */
export const SILENT: Readonly<Record<string, string>> = {
  'a misspelled property':
    'The compilers of all four languages refuse it. JavaScript without types has nobody to do so: properties are read by their names, and further ones are left alone, as in every construct of CDK.',
  'a filter by a comparison that Lambda does not know':
    'Which comparisons there are is the service’s, and grows. What a pattern looks like does not change, and is checked.',
};
