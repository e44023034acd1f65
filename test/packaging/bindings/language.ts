import type { Supervisor } from '../../../local/process/supervisor';
import type { Examples } from './examples';
import type { LanguageName } from './options';
import type { Tool } from './prerequisites';

/** Where an example is installed, and what it is installed from. */
export interface Workplace {
  readonly supervisor: Supervisor;
  /** The example, copied out of the repository. */
  readonly folder: string;
  /** The packed library, one folder for each language. */
  readonly dist: string;
  /** The version of aws-cdk-lib that the library is built with, and promises to work with. */
  readonly cdkVersion: string;
}

/** A place where the library and the example are installed. */
export interface Installed extends Workplace {
  /** The environment that the example's command runs in. */
  readonly environment: NodeJS.ProcessEnv;
}

/** How an app is installed in one of the languages that the library is packed for. */
export interface Language {
  readonly name: LanguageName;
  /** What of an installation outlives a run, for who reads its times. */
  readonly cache: string;
  /** The programs that the machine must have. */
  readonly tools: readonly Tool[];
  /** Installs and builds the example with the packed library; resolves to the environment that its command runs in. */
  install(at: Workplace): Promise<NodeJS.ProcessEnv>;
  /**
   * The command that synthesizes several apps in one process, which takes them as JSON (`Synthesis[]`). It is there for the
   * languages that have examples by task beside the demo.
   */
  readonly synthesizeApps?: readonly string[];
  /** What is wrong with the examples of the documentation, as its site shows them in this language. */
  problemsOfExamples?(examples: Examples, at: Installed): Promise<string[]>;
  /** What is wrong with the pages that people read of the package. */
  problemsOfPages?(at: Pick<Workplace, 'supervisor' | 'dist'> & { readonly unpacked: string }): Promise<string[]>;
}
