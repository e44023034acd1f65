/** The languages that examples and the interface are shown in, the one they are written in first. */
export const LANGUAGES = ['typescript', 'python', 'java', 'go'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The languages that examples are translated into. */
export type OtherLanguage = Exclude<Language, 'typescript'>;

export const OTHER_LANGUAGES = ['python', 'java', 'go'] as const satisfies readonly OtherLanguage[];
